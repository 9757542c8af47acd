/* QuickJS in the module: start, callbacks, jobs, failures. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"
#include "proxy_wasm.h"

enum { LOG_ERROR = 4, MAX_CALLBACKS = 32, MAX_ARGS = 5 };

static JSRuntime *runtime;
static JSContext *context;
static const Callback *callbacks;
static JSValue functions[MAX_CALLBACKS];
static bool started;

/* Promises rejected without a handler, in the order of their rejection; a late handler takes one out again. */
static JSValue unhandled;

static void log_error(const char *where, const char *message, const char *stack) {
  size_t size = strlen(where) + strlen(message) + strlen(stack) + 4;
  char *line = malloc(size);
  if (!line) return;
  int length = snprintf(line, size, "%s: %s%s%s", where, message, *stack ? "\n" : "", stack);
  proxy_log(LOG_ERROR, line, (uint32_t)length);
  free(line);
}

/* Logs the error with its stack and traps: what becomes of the stream is the gateway's fail strategy. */
static _Noreturn void fail(const char *where, JSValueConst error) {
  JSValue stack = JS_IsError(error) ? JS_GetPropertyStr(context, error, "stack") : JS_UNDEFINED;
  const char *message = JS_ToCString(context, error);
  const char *trace = JS_IsString(stack) ? JS_ToCString(context, stack) : NULL;
  log_error(where, message ? message : "an error that cannot be shown", trace ? trace : "");
  __builtin_trap();
}

static int64_t unhandled_count(void) {
  int64_t count = 0;
  JS_GetLength(context, unhandled, &count);
  return count;
}

static void forget(JSValueConst promise) {
  int64_t count = unhandled_count();
  JSValue rest = JS_NewArray(context);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    JSValue entry = JS_GetPropertyUint32(context, unhandled, i);
    if (JS_IsStrictEqual(context, entry, promise)) {
      JS_FreeValue(context, entry);
      continue;
    }
    JS_SetPropertyUint32(context, rest, kept++, entry);
  }
  JS_FreeValue(context, unhandled);
  unhandled = rest;
}

static void on_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason, bool handled, void *opaque) {
  (void)reason;
  (void)opaque;
  if (handled) {
    forget(promise);
    return;
  }
  JS_SetPropertyUint32(ctx, unhandled, (uint32_t)unhandled_count(), JS_DupValue(ctx, promise));
}

static void run_jobs(const char *where) {
  JSContext *job;
  int status;
  while ((status = JS_ExecutePendingJob(runtime, &job)) > 0) {
  }
  if (status < 0) fail(where, JS_GetException(job));
}

static void finish_jobs(const char *where) {
  run_jobs(where);
  if (unhandled_count() == 0) return;
  fail(where, JS_PromiseResult(context, JS_GetPropertyUint32(context, unhandled, 0)));
}

static void evaluate(void) {
  uint32_t size = weir_source_size();
  if (size == 0) {
    log_error("start", "the runtime holds no plugin (expected: a module made by `weir-js build`)", "");
    __builtin_trap();
  }
  char *source = malloc(size + 1);
  if (!source) __builtin_trap();
  weir_source_read(source);
  source[size] = 0;
  JSValue result = JS_Eval(context, source, size, "plugin.js", JS_EVAL_TYPE_GLOBAL);
  free(source);
  if (JS_IsException(result)) fail("start", JS_GetException(context));
  JS_FreeValue(context, result);
  finish_jobs("start");
}

/* `__proxyWasm.callbacks`, set by the SDK, or NULL after logging. */
static JSValue registered_callbacks(void) {
  JSValue global = JS_GetGlobalObject(context);
  JSValue host = JS_GetPropertyStr(context, global, "__proxyWasm");
  JSValue object = JS_GetPropertyStr(context, host, "callbacks");
  JS_FreeValue(context, host);
  JS_FreeValue(context, global);
  if (JS_IsObject(object)) return object;
  log_error("start", "no plugin registered (expected: a call of registerPlugin at the top level)", "");
  __builtin_trap();
}

void engine_boot(const Callback *table, int count) {
  callbacks = table;
  runtime = JS_NewRuntime();
  context = runtime ? JS_NewContext(runtime) : NULL;
  if (!context || count > MAX_CALLBACKS) __builtin_trap();
  unhandled = JS_NewArray(context);
  JS_SetHostPromiseRejectionTracker(runtime, on_rejection, NULL);
  host_object_install(context);
  evaluate();
  JSValue object = registered_callbacks();
  for (int i = 0; i < count; i++) functions[i] = JS_GetPropertyStr(context, object, table[i].name);
  JS_FreeValue(context, object);
}

bool engine_started(void) { return started; }

bool engine_has(int callback) { return JS_IsFunction(context, functions[callback]); }

int32_t engine_call(int callback, int argc, const uint32_t *args) {
  started = true;
  const char *name = callbacks[callback].name;
  if (!engine_has(callback)) return callbacks[callback].absent;
  JSValue argv[MAX_ARGS];
  for (int i = 0; i < argc; i++) argv[i] = JS_NewUint32(context, args[i]);
  JSValue result = JS_Call(context, functions[callback], JS_UNDEFINED, argc, argv);
  if (JS_IsException(result)) fail(name, JS_GetException(context));
  finish_jobs(name);
  int32_t action = 0;
  if (JS_ToInt32(context, &action, result) < 0) fail(name, JS_GetException(context));
  JS_FreeValue(context, result);
  return action;
}

static JSValue host_run_jobs(JSContext *ctx, JSValueConst *argv) {
  (void)ctx;
  (void)argv;
  run_jobs("a promise");
  return JS_UNDEFINED;
}

const HostEntry host_engine[] = {
    {"runJobs", host_run_jobs, true},
    {"utf8Encode", host_utf8_encode, true},
    {"utf8Decode", host_utf8_decode, true},
    {0},
};
