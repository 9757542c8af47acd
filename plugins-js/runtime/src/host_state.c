/* Log, properties, shared data, metrics. */
#include "bridge.h"
#include "proxy_wasm.h"

static JSValue log_message(JSContext *ctx, JSValueConst *argv) {
  Bytes message;
  if (!bytes_get(ctx, &message, argv[1], "message")) return JS_EXCEPTION;
  uint32_t status = proxy_log(arg_u32(ctx, argv[0]), message.data, message.size);
  bytes_free(ctx, &message);
  return status ? throw_status(ctx, "proxy_log", status) : JS_UNDEFINED;
}

static JSValue get_property(JSContext *ctx, JSValueConst *argv) {
  Bytes path;
  if (!bytes_get(ctx, &path, argv[0], "property path")) return JS_EXCEPTION;
  uint8_t *data = NULL;
  uint32_t size = 0, status = proxy_get_property(path.data, path.size, &data, &size);
  bytes_free(ctx, &path);
  if (status == STATUS_NOT_FOUND) return JS_UNDEFINED;
  return status ? throw_status(ctx, "proxy_get_property", status) : take_uint8array(ctx, data, size);
}

/* Reads arguments 0 and 1 as bytes. */
static bool two(JSContext *ctx, JSValueConst *argv, Bytes *key, Bytes *value) {
  if (!bytes_get(ctx, key, argv[0], "key")) return false;
  if (bytes_get(ctx, value, argv[1], "value")) return true;
  bytes_free(ctx, key);
  return false;
}

static JSValue set_property(JSContext *ctx, JSValueConst *argv) {
  Bytes path, value;
  if (!two(ctx, argv, &path, &value)) return JS_EXCEPTION;
  uint32_t status = proxy_set_property(path.data, path.size, value.data, value.size);
  bytes_free(ctx, &path);
  bytes_free(ctx, &value);
  return status ? throw_status(ctx, "proxy_set_property", status) : JS_UNDEFINED;
}

/* Gives [value, cas] or undefined. */
static JSValue get_shared_data(JSContext *ctx, JSValueConst *argv) {
  Bytes key;
  if (!bytes_get(ctx, &key, argv[0], "key")) return JS_EXCEPTION;
  uint8_t *data = NULL;
  uint32_t size = 0, cas = 0, status = proxy_get_shared_data(key.data, key.size, &data, &size, &cas);
  bytes_free(ctx, &key);
  if (status == STATUS_NOT_FOUND) return JS_UNDEFINED;
  if (status) return throw_status(ctx, "proxy_get_shared_data", status);
  JSValue entry = JS_NewArray(ctx);
  JS_SetPropertyUint32(ctx, entry, 0, take_uint8array(ctx, data, size));
  JS_SetPropertyUint32(ctx, entry, 1, JS_NewUint32(ctx, cas));
  return entry;
}

/* (key, value, cas) gives false when another write came first. */
static JSValue set_shared_data(JSContext *ctx, JSValueConst *argv) {
  Bytes key, value;
  if (!two(ctx, argv, &key, &value)) return JS_EXCEPTION;
  uint32_t status = proxy_set_shared_data(key.data, key.size, value.data, value.size, arg_u32(ctx, argv[2]));
  bytes_free(ctx, &key);
  bytes_free(ctx, &value);
  if (status == STATUS_CAS_MISMATCH) return JS_FALSE;
  return status ? throw_status(ctx, "proxy_set_shared_data", status) : JS_TRUE;
}

static JSValue define_metric(JSContext *ctx, JSValueConst *argv) {
  Bytes name;
  if (!bytes_get(ctx, &name, argv[1], "metric name")) return JS_EXCEPTION;
  uint32_t id = 0, status = proxy_define_metric(arg_u32(ctx, argv[0]), name.data, name.size, &id);
  bytes_free(ctx, &name);
  return status ? throw_status(ctx, "proxy_define_metric", status) : JS_NewUint32(ctx, id);
}

static JSValue increment_metric(JSContext *ctx, JSValueConst *argv) {
  int64_t delta = 0;
  if (JS_ToInt64(ctx, &delta, argv[1]) < 0) return JS_EXCEPTION;
  uint32_t status = proxy_increment_metric(arg_u32(ctx, argv[0]), delta);
  return status ? throw_status(ctx, "proxy_increment_metric", status) : JS_UNDEFINED;
}

static JSValue record_metric(JSContext *ctx, JSValueConst *argv) {
  int64_t value = 0;
  if (JS_ToInt64(ctx, &value, argv[1]) < 0) return JS_EXCEPTION;
  uint32_t status = proxy_record_metric(arg_u32(ctx, argv[0]), (uint64_t)value);
  return status ? throw_status(ctx, "proxy_record_metric", status) : JS_UNDEFINED;
}

static JSValue get_metric(JSContext *ctx, JSValueConst *argv) {
  uint64_t value = 0;
  uint32_t status = proxy_get_metric(arg_u32(ctx, argv[0]), &value);
  return status ? throw_status(ctx, "proxy_get_metric", status) : JS_NewFloat64(ctx, (double)value);
}

const HostEntry host_state[] = {
    {"log", log_message, true},
    {"getProperty", get_property, false},
    {"setProperty", set_property, false},
    {"getSharedData", get_shared_data, false},
    {"setSharedData", set_shared_data, false},
    {"defineMetric", define_metric, false},
    {"incrementMetric", increment_metric, false},
    {"recordMetric", record_metric, false},
    {"getMetric", get_metric, false},
    {0},
};
