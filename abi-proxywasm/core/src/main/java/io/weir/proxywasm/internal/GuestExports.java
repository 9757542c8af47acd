package io.weir.proxywasm.internal;

import io.weir.proxywasm.CallbackStats;
import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.engine.WasmInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of one instance, looked up once. Each is null when the guest does not export it.
 */
public final class GuestExports {
  public final @Nullable GuestCallback initialize;
  public final @Nullable GuestCallback start;
  public final @Nullable GuestCallback main;
  public final @Nullable GuestCallback onContextCreate;
  public final @Nullable GuestCallback onVmStart;
  public final @Nullable GuestCallback validateConfiguration;
  public final @Nullable GuestCallback onConfigure;
  public final @Nullable GuestCallback onTick;
  public final @Nullable GuestCallback onRequestHeaders;
  public final @Nullable GuestCallback onRequestBody;
  public final @Nullable GuestCallback onRequestTrailers;
  public final @Nullable GuestCallback onResponseHeaders;
  public final @Nullable GuestCallback onResponseBody;
  public final @Nullable GuestCallback onResponseTrailers;
  public final @Nullable GuestCallback onRequestMetadata;
  public final @Nullable GuestCallback onResponseMetadata;
  public final @Nullable GuestCallback onNewConnection;
  public final @Nullable GuestCallback onDownstreamData;
  public final @Nullable GuestCallback onUpstreamData;
  public final @Nullable GuestCallback onDownstreamClose;
  public final @Nullable GuestCallback onUpstreamClose;
  public final @Nullable GuestCallback onHttpCallResponse;
  final @Nullable GuestCallback onGrpcInitialMetadata;
  final @Nullable GuestCallback onGrpcReceive;
  final @Nullable GuestCallback onGrpcTrailingMetadata;
  final @Nullable GuestCallback onGrpcClose;
  final @Nullable GuestCallback onRedisCallResponse;
  final @Nullable GuestCallback onForeignFunction;
  final @Nullable GuestCallback onQueueReady;
  public final @Nullable GuestCallback onDone;
  public final @Nullable GuestCallback onLog;
  public final @Nullable GuestCallback onDelete;
  final @Nullable GuestFunction allocate;

  private final List<GuestCallback> all = new ArrayList<>();

  GuestExports(WasmInstance instance) {
    initialize = find(instance, "_initialize");
    start = find(instance, "_start");
    GuestCallback plainMain = find(instance, "main");
    main = plainMain != null ? plainMain : find(instance, "__main_void");
    onContextCreate = find(instance, "proxy_on_context_create");
    onVmStart = find(instance, "proxy_on_vm_start");
    validateConfiguration = find(instance, "proxy_validate_configuration");
    onConfigure = find(instance, "proxy_on_configure");
    onTick = find(instance, "proxy_on_tick");
    onRequestHeaders = find(instance, "proxy_on_request_headers");
    onRequestBody = find(instance, "proxy_on_request_body");
    onRequestTrailers = find(instance, "proxy_on_request_trailers");
    onResponseHeaders = find(instance, "proxy_on_response_headers");
    onResponseBody = find(instance, "proxy_on_response_body");
    onResponseTrailers = find(instance, "proxy_on_response_trailers");
    onRequestMetadata = find(instance, "proxy_on_request_metadata");
    onResponseMetadata = find(instance, "proxy_on_response_metadata");
    onNewConnection = find(instance, "proxy_on_new_connection");
    onDownstreamData = find(instance, "proxy_on_downstream_data");
    onUpstreamData = find(instance, "proxy_on_upstream_data");
    onDownstreamClose = find(instance, "proxy_on_downstream_connection_close");
    onUpstreamClose = find(instance, "proxy_on_upstream_connection_close");
    onHttpCallResponse = find(instance, "proxy_on_http_call_response");
    onGrpcInitialMetadata = find(instance, "proxy_on_grpc_receive_initial_metadata");
    onGrpcReceive = find(instance, "proxy_on_grpc_receive");
    onGrpcTrailingMetadata = find(instance, "proxy_on_grpc_receive_trailing_metadata");
    onGrpcClose = find(instance, "proxy_on_grpc_close");
    onRedisCallResponse = find(instance, "proxy_on_redis_call_response");
    onForeignFunction = find(instance, "proxy_on_foreign_function");
    onQueueReady = find(instance, "proxy_on_queue_ready");
    onDone = find(instance, "proxy_on_done");
    onLog = find(instance, "proxy_on_log");
    onDelete = find(instance, "proxy_on_delete");
    GuestFunction spec = instance.function("proxy_on_memory_allocate");
    // Modules that export both leak what malloc gives (TinyGo): the name of the spec comes first.
    allocate = spec != null ? spec : instance.function("malloc");
  }

  private @Nullable GuestCallback find(WasmInstance instance, String name) {
    GuestFunction function = instance.function(name);
    if (function == null) {
      return null;
    }
    GuestCallback callback = new GuestCallback(name, function);
    all.add(callback);
    return callback;
  }

  /** Has {@code sampler} choose which calls of each are sampled. */
  void sample(CallSampler sampler) {
    all.forEach(callback -> callback.sampleIn(sampler.step()));
  }

  /** What they have cost so far. Any thread. */
  List<CallbackStats> stats() {
    return all.stream().map(GuestCallback::snapshot).toList();
  }
}
