/* Stream control: resume, local replies, the effective context, calls to upstreams. */
#include "bridge.h"
#include "proxy_wasm.h"

static JSValue done(JSContext *ctx, const char *function, uint32_t status) {
  return status ? throw_status(ctx, function, status) : JS_UNDEFINED;
}

static JSValue continue_stream(JSContext *ctx, JSValueConst *argv) {
  return done(ctx, "proxy_continue_stream", proxy_continue_stream(arg_u32(ctx, argv[0])));
}

static JSValue set_effective_context(JSContext *ctx, JSValueConst *argv) {
  return done(ctx, "proxy_set_effective_context", proxy_set_effective_context(arg_u32(ctx, argv[0])));
}

static JSValue set_tick_period(JSContext *ctx, JSValueConst *argv) {
  return done(ctx, "proxy_set_tick_period_milliseconds", proxy_set_tick_period_milliseconds(arg_u32(ctx, argv[0])));
}

/* The status of the last call to an upstream, as [code, message]. */
static JSValue get_status(JSContext *ctx, JSValueConst *argv) {
  (void)argv;
  uint8_t *data = NULL;
  uint32_t code = 0, size = 0, status = proxy_get_status(&code, &data, &size);
  if (status) return throw_status(ctx, "proxy_get_status", status);
  JSValue entry = JS_NewArray(ctx);
  JS_SetPropertyUint32(ctx, entry, 0, JS_NewUint32(ctx, code));
  JS_SetPropertyUint32(ctx, entry, 1, take_string(ctx, data, size));
  return entry;
}

/* (status, headers, body, detail) */
static JSValue send_local_response(JSContext *ctx, JSValueConst *argv) {
  Bytes body, detail;
  uint8_t *headers;
  uint32_t headers_size;
  if (!pairs_encode(ctx, argv[1], &headers, &headers_size)) return JS_EXCEPTION;
  JSValue result = JS_EXCEPTION;
  if (!bytes_get(ctx, &body, argv[2], "body")) goto free_headers;
  if (!bytes_get(ctx, &detail, argv[3], "detail")) goto free_body;
  result = done(ctx, "proxy_send_local_response",
                proxy_send_local_response(arg_u32(ctx, argv[0]), detail.data, detail.size, body.data, body.size, headers,
                                          headers_size, -1));
  bytes_free(ctx, &detail);
free_body:
  bytes_free(ctx, &body);
free_headers:
  js_free(ctx, headers);
  return result;
}

/* (upstream, headers, body, trailers, timeout in ms) gives the token. */
static JSValue http_call(JSContext *ctx, JSValueConst *argv) {
  Bytes upstream, body;
  uint8_t *headers = NULL, *trailers = NULL;
  uint32_t headers_size, trailers_size, token = 0;
  JSValue result = JS_EXCEPTION;
  if (!pairs_encode(ctx, argv[1], &headers, &headers_size)) return JS_EXCEPTION;
  if (!pairs_encode(ctx, argv[3], &trailers, &trailers_size)) goto free_lists;
  if (!bytes_get(ctx, &upstream, argv[0], "upstream")) goto free_lists;
  if (!bytes_get(ctx, &body, argv[2], "body")) goto free_upstream;
  uint32_t status = proxy_http_call(upstream.data, upstream.size, headers, headers_size, body.data, body.size, trailers,
                                    trailers_size, arg_u32(ctx, argv[4]), &token);
  result = status ? throw_status(ctx, "proxy_http_call", status) : JS_NewUint32(ctx, token);
  bytes_free(ctx, &body);
free_upstream:
  bytes_free(ctx, &upstream);
free_lists:
  js_free(ctx, headers);
  js_free(ctx, trailers);
  return result;
}

const HostEntry host_stream[] = {
    {"continueStream", continue_stream, false},
    {"setEffectiveContext", set_effective_context, false},
    {"setTickPeriod", set_tick_period, false},
    {"sendLocalResponse", send_local_response, false},
    {"getStatus", get_status, false},
    {"httpCall", http_call, false},
    {0},
};
