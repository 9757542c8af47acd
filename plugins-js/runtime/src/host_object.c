/* The global object `__proxyWasm`: the host functions as the SDK calls them. */
#include "bridge.h"

static const HostEntry *const TABLES[] = {host_http, host_stream, host_state, host_engine};

static const HostEntry *entry_of(int magic) { return &TABLES[magic >> 8][magic & 0xFF]; }

static JSValue call(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv, int magic) {
  (void)self;
  const HostEntry *entry = entry_of(magic);
  if (!entry->during_start && !engine_started()) {
    return JS_ThrowInternalError(
        ctx, "%s: not available while the module starts (expected: called from configure or a later handler)", entry->name);
  }
  JSValueConst padded[MAX_HOST_ARGS];
  for (int i = 0; i < MAX_HOST_ARGS; i++) padded[i] = i < argc ? argv[i] : JS_UNDEFINED;
  return entry->call(ctx, padded);
}

void host_object_install(JSContext *ctx) {
  JSValue object = JS_NewObject(ctx);
  for (int table = 0; table < (int)(sizeof TABLES / sizeof TABLES[0]); table++) {
    for (int i = 0; TABLES[table][i].name; i++) {
      const char *name = TABLES[table][i].name;
      JSValue function = JS_NewCFunctionMagic(ctx, call, name, 0, JS_CFUNC_generic_magic, table << 8 | i);
      JS_SetPropertyStr(ctx, object, name, function);
    }
  }
  JSValue global = JS_GetGlobalObject(ctx);
  JS_DefinePropertyValueStr(ctx, global, "__proxyWasm", object, JS_PROP_CONFIGURABLE);
  JS_FreeValue(ctx, global);
}
