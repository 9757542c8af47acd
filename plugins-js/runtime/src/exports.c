/* The module's exports: proxy-wasm ABI 0.2.1, HTTP part. */
#include <stdlib.h>

#include "bridge.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum callback {
  ON_CONTEXT_CREATE,
  ON_VM_START,
  ON_CONFIGURE,
  ON_TICK,
  ON_REQUEST_HEADERS,
  ON_REQUEST_BODY,
  ON_REQUEST_TRAILERS,
  ON_RESPONSE_HEADERS,
  ON_RESPONSE_BODY,
  ON_RESPONSE_TRAILERS,
  ON_HTTP_CALL_RESPONSE,
  ON_DONE,
  ON_LOG,
  ON_DELETE,
  CALLBACKS,
};

static const Callback TABLE[CALLBACKS] = {
    [ON_CONTEXT_CREATE] = {"on_context_create", 0},
    [ON_VM_START] = {"on_vm_start", true},
    [ON_CONFIGURE] = {"on_configure", true},
    [ON_TICK] = {"on_tick", 0},
    [ON_REQUEST_HEADERS] = {"on_request_headers", 0},
    [ON_REQUEST_BODY] = {"on_request_body", 0},
    [ON_REQUEST_TRAILERS] = {"on_request_trailers", 0},
    [ON_RESPONSE_HEADERS] = {"on_response_headers", 0},
    [ON_RESPONSE_BODY] = {"on_response_body", 0},
    [ON_RESPONSE_TRAILERS] = {"on_response_trailers", 0},
    [ON_HTTP_CALL_RESPONSE] = {"on_http_call_response", 0},
    [ON_DONE] = {"on_done", true},
    [ON_LOG] = {"on_log", 0},
    [ON_DELETE] = {"on_delete", 0},
};

/* Runs in `_initialize`. */
__attribute__((constructor)) static void boot(void) { engine_boot(TABLE, CALLBACKS); }

/* Bit i: the plugin has callback i of the table. `weir-js build` drops the exports of the others. */
EXPORT(weir_callbacks) uint32_t weir_callbacks(void) {
  uint32_t set = 0;
  for (int i = 0; i < CALLBACKS; i++) set |= (uint32_t)engine_has(i) << i;
  return set;
}

EXPORT(proxy_abi_version_0_2_1) void proxy_abi_version_0_2_1(void) {}

EXPORT(proxy_on_memory_allocate) void *proxy_on_memory_allocate(uint32_t size) { return malloc(size); }

#define CALL(callback, ...) \
  engine_call(callback, sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t), (const uint32_t[]){__VA_ARGS__})

EXPORT(proxy_on_context_create) void proxy_on_context_create(uint32_t id, uint32_t parent) {
  CALL(ON_CONTEXT_CREATE, id, parent);
}

EXPORT(proxy_on_vm_start) uint32_t proxy_on_vm_start(uint32_t root, uint32_t size) { return CALL(ON_VM_START, root, size); }

EXPORT(proxy_on_configure) uint32_t proxy_on_configure(uint32_t root, uint32_t size) {
  return CALL(ON_CONFIGURE, root, size);
}

EXPORT(proxy_on_tick) void proxy_on_tick(uint32_t root) { CALL(ON_TICK, root); }

EXPORT(proxy_on_request_headers) uint32_t proxy_on_request_headers(uint32_t id, uint32_t count, uint32_t end) {
  return CALL(ON_REQUEST_HEADERS, id, count, end);
}

EXPORT(proxy_on_request_body) uint32_t proxy_on_request_body(uint32_t id, uint32_t size, uint32_t end) {
  return CALL(ON_REQUEST_BODY, id, size, end);
}

EXPORT(proxy_on_request_trailers) uint32_t proxy_on_request_trailers(uint32_t id, uint32_t count) {
  return CALL(ON_REQUEST_TRAILERS, id, count);
}

EXPORT(proxy_on_response_headers) uint32_t proxy_on_response_headers(uint32_t id, uint32_t count, uint32_t end) {
  return CALL(ON_RESPONSE_HEADERS, id, count, end);
}

EXPORT(proxy_on_response_body) uint32_t proxy_on_response_body(uint32_t id, uint32_t size, uint32_t end) {
  return CALL(ON_RESPONSE_BODY, id, size, end);
}

EXPORT(proxy_on_response_trailers) uint32_t proxy_on_response_trailers(uint32_t id, uint32_t count) {
  return CALL(ON_RESPONSE_TRAILERS, id, count);
}

EXPORT(proxy_on_http_call_response)
void proxy_on_http_call_response(uint32_t root, uint32_t token, uint32_t headers, uint32_t size, uint32_t trailers) {
  CALL(ON_HTTP_CALL_RESPONSE, root, token, headers, size, trailers);
}

EXPORT(proxy_on_done) uint32_t proxy_on_done(uint32_t id) { return CALL(ON_DONE, id); }

EXPORT(proxy_on_log) void proxy_on_log(uint32_t id) { CALL(ON_LOG, id); }

EXPORT(proxy_on_delete) void proxy_on_delete(uint32_t id) { CALL(ON_DELETE, id); }
