/* Header maps and body buffers. */
#include "bridge.h"
#include "proxy_wasm.h"

static JSValue get_header(JSContext *ctx, JSValueConst *argv) {
  Bytes name;
  if (!bytes_get(ctx, &name, argv[1], "header name")) return JS_EXCEPTION;
  uint8_t *data = NULL;
  uint32_t size = 0, status = proxy_get_header_map_value(arg_u32(ctx, argv[0]), name.data, name.size, &data, &size);
  bytes_free(ctx, &name);
  if (status == STATUS_NOT_FOUND) return JS_UNDEFINED;
  return status ? throw_status(ctx, "proxy_get_header_map_value", status) : take_string(ctx, data, size);
}

static JSValue get_headers(JSContext *ctx, JSValueConst *argv) {
  uint8_t *data = NULL;
  uint32_t size = 0, status = proxy_get_header_map_pairs(arg_u32(ctx, argv[0]), &data, &size);
  if (status == STATUS_NOT_FOUND) return JS_NewArray(ctx);
  return status ? throw_status(ctx, "proxy_get_header_map_pairs", status) : take_pairs(ctx, data, size);
}

static JSValue set_headers(JSContext *ctx, JSValueConst *argv) {
  uint8_t *data;
  uint32_t size;
  if (!pairs_encode(ctx, argv[1], &data, &size)) return JS_EXCEPTION;
  uint32_t status = proxy_set_header_map_pairs(arg_u32(ctx, argv[0]), data, size);
  js_free(ctx, data);
  return status ? throw_status(ctx, "proxy_set_header_map_pairs", status) : JS_UNDEFINED;
}

typedef uint32_t Writer(uint32_t map, BYTES(key), BYTES(value));

static JSValue write_header(JSContext *ctx, JSValueConst *argv, Writer *write, const char *function) {
  Bytes name, value;
  if (!bytes_get(ctx, &name, argv[1], "header name")) return JS_EXCEPTION;
  if (!bytes_get(ctx, &value, argv[2], "header value")) {
    bytes_free(ctx, &name);
    return JS_EXCEPTION;
  }
  uint32_t status = write(arg_u32(ctx, argv[0]), name.data, name.size, value.data, value.size);
  bytes_free(ctx, &name);
  bytes_free(ctx, &value);
  return status ? throw_status(ctx, function, status) : JS_UNDEFINED;
}

static JSValue add_header(JSContext *ctx, JSValueConst *argv) {
  return write_header(ctx, argv, proxy_add_header_map_value, "proxy_add_header_map_value");
}

static JSValue replace_header(JSContext *ctx, JSValueConst *argv) {
  return write_header(ctx, argv, proxy_replace_header_map_value, "proxy_replace_header_map_value");
}

static JSValue remove_header(JSContext *ctx, JSValueConst *argv) {
  Bytes name;
  if (!bytes_get(ctx, &name, argv[1], "header name")) return JS_EXCEPTION;
  uint32_t status = proxy_remove_header_map_value(arg_u32(ctx, argv[0]), name.data, name.size);
  bytes_free(ctx, &name);
  if (status == STATUS_NOT_FOUND) return JS_UNDEFINED;
  return status ? throw_status(ctx, "proxy_remove_header_map_value", status) : JS_UNDEFINED;
}

static JSValue get_buffer(JSContext *ctx, JSValueConst *argv) {
  uint8_t *data = NULL;
  uint32_t size = 0;
  uint32_t status = proxy_get_buffer_bytes(arg_u32(ctx, argv[0]), arg_u32(ctx, argv[1]), arg_u32(ctx, argv[2]), &data, &size);
  if (status == STATUS_NOT_FOUND) return take_uint8array(ctx, NULL, 0);
  return status ? throw_status(ctx, "proxy_get_buffer_bytes", status) : take_uint8array(ctx, data, size);
}

static JSValue set_buffer(JSContext *ctx, JSValueConst *argv) {
  Bytes value;
  if (!bytes_get(ctx, &value, argv[3], "body")) return JS_EXCEPTION;
  uint32_t status =
      proxy_set_buffer_bytes(arg_u32(ctx, argv[0]), arg_u32(ctx, argv[1]), arg_u32(ctx, argv[2]), value.data, value.size);
  bytes_free(ctx, &value);
  return status ? throw_status(ctx, "proxy_set_buffer_bytes", status) : JS_UNDEFINED;
}

const HostEntry host_http[] = {
    {"getHeader", get_header, false},
    {"getHeaders", get_headers, false},
    {"setHeaders", set_headers, false},
    {"addHeader", add_header, false},
    {"replaceHeader", replace_header, false},
    {"removeHeader", remove_header, false},
    {"getBuffer", get_buffer, false},
    {"setBuffer", set_buffer, false},
    {0},
};
