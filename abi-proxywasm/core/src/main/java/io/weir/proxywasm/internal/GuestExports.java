package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.engine.WasmInstance;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of one instance, looked up once. Each is null when the guest does not export it.
 */
public final class GuestExports {
  public final @Nullable GuestFunction onContextCreate;
  public final @Nullable GuestFunction onVmStart;
  public final @Nullable GuestFunction validateConfiguration;
  public final @Nullable GuestFunction onConfigure;
  public final @Nullable GuestFunction onTick;
  public final @Nullable GuestFunction onRequestHeaders;
  public final @Nullable GuestFunction onRequestBody;
  public final @Nullable GuestFunction onRequestTrailers;
  public final @Nullable GuestFunction onResponseHeaders;
  public final @Nullable GuestFunction onResponseBody;
  public final @Nullable GuestFunction onResponseTrailers;
  public final @Nullable GuestFunction onNewConnection;
  public final @Nullable GuestFunction onDownstreamData;
  public final @Nullable GuestFunction onUpstreamData;
  public final @Nullable GuestFunction onDownstreamClose;
  public final @Nullable GuestFunction onUpstreamClose;
  public final @Nullable GuestFunction onHttpCallResponse;
  public final @Nullable GuestFunction onDone;
  public final @Nullable GuestFunction onLog;
  public final @Nullable GuestFunction onDelete;
  final @Nullable GuestFunction allocate;

  GuestExports(WasmInstance instance) {
    onContextCreate = instance.function("proxy_on_context_create");
    onVmStart = instance.function("proxy_on_vm_start");
    validateConfiguration = instance.function("proxy_validate_configuration");
    onConfigure = instance.function("proxy_on_configure");
    onTick = instance.function("proxy_on_tick");
    onRequestHeaders = instance.function("proxy_on_request_headers");
    onRequestBody = instance.function("proxy_on_request_body");
    onRequestTrailers = instance.function("proxy_on_request_trailers");
    onResponseHeaders = instance.function("proxy_on_response_headers");
    onResponseBody = instance.function("proxy_on_response_body");
    onResponseTrailers = instance.function("proxy_on_response_trailers");
    onNewConnection = instance.function("proxy_on_new_connection");
    onDownstreamData = instance.function("proxy_on_downstream_data");
    onUpstreamData = instance.function("proxy_on_upstream_data");
    onDownstreamClose = instance.function("proxy_on_downstream_connection_close");
    onUpstreamClose = instance.function("proxy_on_upstream_connection_close");
    onHttpCallResponse = instance.function("proxy_on_http_call_response");
    onDone = instance.function("proxy_on_done");
    onLog = instance.function("proxy_on_log");
    onDelete = instance.function("proxy_on_delete");
    GuestFunction spec = instance.function("proxy_on_memory_allocate");
    // Modules that export both leak what malloc gives (TinyGo): the name of the spec comes first.
    allocate = spec != null ? spec : instance.function("malloc");
  }
}
