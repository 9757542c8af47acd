/* The host functions of proxy-wasm ABI 0.2.1 that the runtime uses (module "env"; each returns a status). */
#ifndef WEIR_PROXY_WASM_H
#define WEIR_PROXY_WASM_H

#include <stdint.h>

#define HOST(name) __attribute__((import_module("env"), import_name(#name))) extern uint32_t name

enum status {
  STATUS_OK = 0,
  STATUS_NOT_FOUND = 1,
  STATUS_CAS_MISMATCH = 8,
};

/* A result: the host allocates `*size` bytes here with proxy_on_memory_allocate; we free them. */
#define RESULT uint8_t **data, uint32_t *size
#define BYTES(name) const void *name, uint32_t name##_size

HOST(proxy_log)(uint32_t level, BYTES(message));
HOST(proxy_set_tick_period_milliseconds)(uint32_t period);
HOST(proxy_get_property)(BYTES(path), RESULT);
HOST(proxy_set_property)(BYTES(path), BYTES(value));
HOST(proxy_get_status)(uint32_t *code, RESULT);

HOST(proxy_get_header_map_pairs)(uint32_t map, RESULT);
HOST(proxy_set_header_map_pairs)(uint32_t map, BYTES(pairs));
HOST(proxy_get_header_map_value)(uint32_t map, BYTES(key), RESULT);
HOST(proxy_add_header_map_value)(uint32_t map, BYTES(key), BYTES(value));
HOST(proxy_replace_header_map_value)(uint32_t map, BYTES(key), BYTES(value));
HOST(proxy_remove_header_map_value)(uint32_t map, BYTES(key));

HOST(proxy_get_buffer_bytes)(uint32_t buffer, uint32_t start, uint32_t max, RESULT);
HOST(proxy_set_buffer_bytes)(uint32_t buffer, uint32_t start, uint32_t length, BYTES(value));

HOST(proxy_continue_stream)(uint32_t stream);
HOST(proxy_send_local_response)(uint32_t status, BYTES(detail), BYTES(body), BYTES(headers), int32_t grpc_status);
HOST(proxy_set_effective_context)(uint32_t context);

HOST(proxy_http_call)(BYTES(upstream), BYTES(headers), BYTES(body), BYTES(trailers), uint32_t timeout, uint32_t *token);

HOST(proxy_get_shared_data)(BYTES(key), RESULT, uint32_t *cas);
HOST(proxy_set_shared_data)(BYTES(key), BYTES(value), uint32_t cas);

HOST(proxy_define_metric)(uint32_t type, BYTES(name), uint32_t *id);
HOST(proxy_increment_metric)(uint32_t id, int64_t delta);
HOST(proxy_record_metric)(uint32_t id, uint64_t value);
HOST(proxy_get_metric)(uint32_t id, uint64_t *value);

#endif
