/* UTF-8 as the Encoding Standard has it: ill-formed input becomes one U+FFFD per maximal subpart. */
#include <string.h>

#include "bridge.h"

/* The length of the well-formed sequence at `p`, or 0 and in `*bad` how many bytes one U+FFFD stands for. */
static size_t sequence(const uint8_t *p, size_t left, size_t *bad) {
  uint8_t lead = p[0], low = 0x80, high = 0xBF;
  size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  *bad = 1;
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (size_t i = 1; i < length; i++) {
    if (i >= left || p[i] < low || p[i] > high) return 0;
    low = 0x80;
    high = 0xBF;
    *bad = i + 1;
  }
  return length;
}

static size_t well_formed_prefix(const uint8_t *data, size_t size) {
  size_t at = 0, bad;
  while (at < size) {
    size_t length = sequence(data + at, size - at, &bad);
    if (length == 0) break;
    at += length;
  }
  return at;
}

/* `target` holds 3 bytes for each of `size`. Gives the size written. */
static size_t repair(const uint8_t *data, size_t size, uint8_t *target) {
  size_t at = 0, out = 0, bad;
  while (at < size) {
    size_t length = sequence(data + at, size - at, &bad);
    if (length == 0) {
      memcpy(target + out, "\xEF\xBF\xBD", 3);
      out += 3;
      at += bad;
      continue;
    }
    memcpy(target + out, data + at, length);
    out += length;
    at += length;
  }
  return out;
}

JSValue text_decode(JSContext *ctx, const uint8_t *data, size_t size, bool fatal) {
  size_t good = well_formed_prefix(data, size);
  if (good == size) return JS_NewStringLen(ctx, (const char *)data, size);
  if (fatal) return JS_ThrowTypeError(ctx, "not well-formed UTF-8 at byte %u", (unsigned)good);
  uint8_t *repaired = js_malloc(ctx, 3 * size);
  if (!repaired) return JS_EXCEPTION;
  JSValue text = JS_NewStringLen(ctx, (const char *)repaired, repair(data, size, repaired));
  js_free(ctx, repaired);
  return text;
}

void text_make_well_formed(uint8_t *data, size_t size) {
  for (size_t i = 0; i + 2 < size; i++) {
    if (data[i] != 0xED || data[i + 1] < 0xA0) continue;
    memcpy(data + i, "\xEF\xBF\xBD", 3);
    i += 2;
  }
}

JSValue host_utf8_encode(JSContext *ctx, JSValueConst *argv) {
  Bytes text;
  if (!bytes_get(ctx, &text, argv[0], "text")) return JS_EXCEPTION;
  JSValue array = JS_NewUint8ArrayCopy(ctx, text.data, text.size);
  bytes_free(ctx, &text);
  return array;
}

JSValue host_utf8_decode(JSContext *ctx, JSValueConst *argv) {
  Bytes bytes;
  if (!bytes_get(ctx, &bytes, argv[0], "bytes")) return JS_EXCEPTION;
  JSValue text = text_decode(ctx, bytes.data, bytes.size, JS_ToBool(ctx, argv[1]) > 0);
  bytes_free(ctx, &bytes);
  return text;
}
