/* Header lists: u32 n, then n times (u32 name size, u32 value size), then n times (name, 0, value, 0). Little endian. */
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

static uint32_t read_u32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

static uint8_t *write_u32(uint8_t *at, uint32_t value) {
  memcpy(at, &value, sizeof value);
  return at + sizeof value;
}

static JSValue pair(JSContext *ctx, const uint8_t *name, uint32_t name_size, const uint8_t *value, uint32_t value_size) {
  JSValue entry = JS_NewArray(ctx);
  JS_SetPropertyUint32(ctx, entry, 0, text_decode(ctx, name, name_size, false));
  JS_SetPropertyUint32(ctx, entry, 1, text_decode(ctx, value, value_size, false));
  return entry;
}

static JSValue decode(JSContext *ctx, const uint8_t *data, uint64_t size) {
  JSValue list = JS_NewArray(ctx);
  if (size < 4) return list;
  uint32_t count = read_u32(data);
  uint64_t at = 4 + 8ull * count;
  for (uint32_t i = 0; i < count && at <= size; i++) {
    uint32_t name_size = read_u32(data + 4 + 8 * i), value_size = read_u32(data + 8 + 8 * i);
    uint64_t next = at + name_size + 1ull + value_size + 1ull;
    if (next > size) break;
    JS_SetPropertyUint32(ctx, list, i, pair(ctx, data + at, name_size, data + at + name_size + 1, value_size));
    at = next;
  }
  return list;
}

JSValue take_pairs(JSContext *ctx, uint8_t *data, uint32_t size) {
  JSValue list = decode(ctx, data, data ? size : 0);
  free(data);
  return list;
}

/* Element `index` of pair `row`, as a value the caller owns. */
static JSValue element(JSContext *ctx, JSValueConst list, uint32_t row, uint32_t index) {
  JSValue entry = JS_GetPropertyUint32(ctx, list, row);
  if (JS_IsException(entry)) return entry;
  JSValue value = JS_GetPropertyUint32(ctx, entry, index);
  JS_FreeValue(ctx, entry);
  return value;
}

/* Copies element `index` of `row` and a NUL to `target`, or only measures it when that is NULL. -1: exception. */
static int64_t copy_element(JSContext *ctx, JSValueConst list, uint32_t row, uint32_t index, uint8_t *target) {
  JSValue value = element(ctx, list, row, index);
  if (JS_IsException(value)) return -1;
  Bytes bytes;
  bool ok = bytes_get(ctx, &bytes, value, index == 0 ? "header name" : "header value");
  if (ok && target) {
    if (bytes.size) memcpy(target, bytes.data, bytes.size);
    target[bytes.size] = 0;
  }
  int64_t size = ok ? (int64_t)bytes.size : -1;
  if (ok) bytes_free(ctx, &bytes);
  JS_FreeValue(ctx, value);
  return size;
}

static int64_t measure(JSContext *ctx, JSValueConst list, uint32_t count) {
  int64_t total = 4 + 8 * (int64_t)count;
  for (uint32_t i = 0; i < 2 * count; i++) {
    int64_t size = copy_element(ctx, list, i / 2, i % 2, NULL);
    if (size < 0) return -1;
    total += size + 1;
  }
  return total;
}

static bool fill(JSContext *ctx, JSValueConst list, uint32_t count, uint8_t *data) {
  uint8_t *sizes = write_u32(data, count);
  uint8_t *text = sizes + 8 * (size_t)count;
  for (uint32_t i = 0; i < 2 * count; i++) {
    int64_t size = copy_element(ctx, list, i / 2, i % 2, text);
    if (size < 0) return false;
    sizes = write_u32(sizes, (uint32_t)size);
    text += size + 1;
  }
  return true;
}

bool pairs_encode(JSContext *ctx, JSValueConst list, uint8_t **data, uint32_t *size) {
  *data = NULL;
  *size = 0;
  if (JS_IsUndefined(list) || JS_IsNull(list)) return true;
  int64_t count;
  if (JS_GetLength(ctx, list, &count) < 0) return false;
  int64_t total = measure(ctx, list, (uint32_t)count);
  if (total < 0) return false;
  *data = js_malloc(ctx, (size_t)total);
  if (!*data) return false;
  *size = (uint32_t)total;
  if (fill(ctx, list, (uint32_t)count, *data)) return true;
  js_free(ctx, *data);
  *data = NULL;
  return false;
}
