/* What the files of the runtime share. One QuickJS runtime and context per module instance; single-threaded. */
#ifndef WEIR_BRIDGE_H
#define WEIR_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "quickjs.h"

/* ---- bytes.c: values between JavaScript and the host ---- */

/* A string (as UTF-8) or the view of a Uint8Array. Valid until bytes_free, while no JavaScript runs. */
typedef struct {
  const uint8_t *data;
  uint32_t size;
  const char *string; /* to be freed, or NULL */
} Bytes;

/* False: a TypeError is pending that names `what`. undefined and null give no bytes. */
bool bytes_get(JSContext *ctx, Bytes *bytes, JSValueConst value, const char *what);
void bytes_free(JSContext *ctx, Bytes *bytes);

/* Each takes over a block that the host allocated (NULL for an empty result). */
JSValue take_uint8array(JSContext *ctx, uint8_t *data, uint32_t size);
JSValue take_string(JSContext *ctx, uint8_t *data, uint32_t size);

/* A number argument; the SDK passes only numbers here, for which the conversion cannot fail. */
static inline uint32_t arg_u32(JSContext *ctx, JSValueConst value) {
  uint32_t number = 0;
  JS_ToUint32(ctx, &number, value);
  return number;
}

/* Throws an Error that names the host function and the status. */
JSValue throw_status(JSContext *ctx, const char *function, uint32_t status);

/* ---- pairs.c: the header list format ---- */

/* Takes over the block; gives an array of [name, value]. */
JSValue take_pairs(JSContext *ctx, uint8_t *data, uint32_t size);
/* Encodes an array of [name, value] into a block for js_free; false: an exception is pending. */
bool pairs_encode(JSContext *ctx, JSValueConst list, uint8_t **data, uint32_t *size);

/* ---- text.c: UTF-8 ---- */

/* A string from bytes; ill-formed parts become U+FFFD, or a TypeError when fatal. */
JSValue text_decode(JSContext *ctx, const uint8_t *data, size_t size, bool fatal);
/* Overwrites the encoding of lone surrogates in place by that of U+FFFD, which is as long. */
void text_make_well_formed(uint8_t *data, size_t size);
JSValue host_utf8_encode(JSContext *ctx, JSValueConst *argv);
JSValue host_utf8_decode(JSContext *ctx, JSValueConst *argv);

/* ---- the host functions offered to JavaScript ---- */

enum { MAX_HOST_ARGS = 6 };
typedef JSValue HostFunction(JSContext *ctx, JSValueConst *argv);

typedef struct {
  const char *name;
  HostFunction *call;
  bool during_start; /* callable while the plugin's source is evaluated */
} HostEntry;

/* Each table ends with an entry without a name. */
extern const HostEntry host_http[], host_stream[], host_state[], host_engine[];

/* Defines the global object `__proxyWasm`. */
void host_object_install(JSContext *ctx);

/* ---- engine.c ---- */

typedef struct {
  const char *name; /* the property of `__proxyWasm.callbacks` */
  int32_t absent;   /* the result when the plugin has no such callback */
} Callback;

void engine_boot(const Callback *callbacks, int count);
/* Runs a callback and the jobs it left; an exception is logged and traps. */
int32_t engine_call(int callback, int argc, const uint32_t *args);
/* True from the first host call into the module on. */
bool engine_started(void);
bool engine_has(int callback);

/* ---- source.c: filled in by `weir-js build` ---- */
uint32_t weir_source_size(void);
void weir_source_read(void *target);

#endif
