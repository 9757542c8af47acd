/* Byte values between JavaScript and the host. */
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

static const char *const STATUS_NAMES[] = {
    "Ok",    "NotFound",    "BadArgument",    "SerializationFailure", "ParseFailure",     "BadExpression", "InvalidMemoryAccess",
    "Empty", "CasMismatch", "ResultMismatch", "InternalFailure",      "BrokenConnection", "Unimplemented",
};

static bool string_bytes(JSContext *ctx, Bytes *bytes, JSValueConst value) {
  size_t size;
  bytes->string = JS_ToCStringLen(ctx, &size, value);
  if (!bytes->string) return false;
  /* Only strings that are not ASCII hold surrogates, and the encoding of those is a copy of our own. */
  text_make_well_formed((uint8_t *)bytes->string, size);
  bytes->data = (const uint8_t *)bytes->string;
  bytes->size = (uint32_t)size;
  return true;
}

bool bytes_get(JSContext *ctx, Bytes *bytes, JSValueConst value, const char *what) {
  *bytes = (Bytes){0};
  if (JS_IsUndefined(value) || JS_IsNull(value)) return true;
  if (JS_IsString(value)) return string_bytes(ctx, bytes, value);
  if (JS_GetTypedArrayType(value) == JS_TYPED_ARRAY_UINT8) {
    size_t size;
    bytes->data = JS_GetUint8Array(ctx, &size, value);
    bytes->size = (uint32_t)size;
    return bytes->data != NULL || size == 0;
  }
  JS_ThrowTypeError(ctx, "%s: not a string or Uint8Array", what);
  return false;
}

void bytes_free(JSContext *ctx, Bytes *bytes) {
  if (bytes->string) JS_FreeCString(ctx, bytes->string);
}

static void *resize_block(JSRuntime *rt, void *opaque, void *data, size_t size) {
  (void)rt;
  (void)opaque;
  if (size != 0) return realloc(data, size);
  free(data);
  return NULL;
}

JSValue take_uint8array(JSContext *ctx, uint8_t *data, uint32_t size) {
  if (!data || size == 0) {
    free(data);
    return JS_NewUint8ArrayCopy(ctx, NULL, 0);
  }
  return JS_NewUint8Array(ctx, data, size, resize_block, NULL, false);
}

JSValue take_string(JSContext *ctx, uint8_t *data, uint32_t size) {
  JSValue text = text_decode(ctx, data, data ? size : 0, false);
  free(data);
  return text;
}

JSValue throw_status(JSContext *ctx, const char *function, uint32_t status) {
  size_t known = sizeof STATUS_NAMES / sizeof STATUS_NAMES[0];
  const char *name = status < known ? STATUS_NAMES[status] : "unknown status";
  JS_ThrowInternalError(ctx, "%s: %s (%u)", function, name, status);
  JSValue error = JS_GetException(ctx);
  JS_SetPropertyStr(ctx, error, "status", JS_NewUint32(ctx, status));
  return JS_Throw(ctx, error);
}
