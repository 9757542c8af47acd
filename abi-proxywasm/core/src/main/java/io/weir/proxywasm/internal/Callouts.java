package io.weir.proxywasm.internal;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.WorkerServices;
import org.jspecify.annotations.Nullable;

/**
 * What a VM asks of the outside, and hears of in callbacks of its root context: HTTP, gRPC and
 * Redis calls, shared queues, and functions of its own that the embedder calls. Until it is adopted
 * everything waits.
 */
public final class Callouts {
  private final GuestVm vm;
  private final CallsInFlight inFlight;
  private final CallStatus status = new CallStatus();
  private final RootCallbacks root;
  private final HttpCallouts http;
  private final GrpcCallouts grpc;
  private final RedisCallouts redis;
  private final QueueOwner queues;
  private @Nullable BodyBuffer foreignArguments;

  Callouts(GuestVm vm, AbiLimits limits) {
    inFlight = new CallsInFlight(limits.callouts(), limits.memoryBytes());
    this.vm = vm;
    root = new RootCallbacks(vm);
    http = new HttpCallouts(vm, inFlight, status, root);
    grpc = new GrpcCallouts(vm, inFlight, status, root);
    redis = new RedisCallouts(vm, inFlight, root);
    queues = new QueueOwner(vm, limits.queues(), root);
  }

  /** On the VM's thread, once. */
  public void adopt(WorkerServices services, CallContext rootContext) {
    root.adopt(rootContext);
    http.adopt(services.callouts());
    grpc.adopt(services.grpc());
    redis.adopt(services.redis());
    queues.adopt(services.executor());
  }

  /**
   * Calls {@code proxy_on_foreign_function}; the guest reads the arguments as buffer 8. On the VM's
   * thread, not from within a guest call.
   */
  public void callForeignFunction(int function, byte[] arguments) {
    foreignArguments = new BytesBuffer(arguments);
    root.call(vm.exports().onForeignFunction, function, arguments.length);
    foreignArguments = null;
  }

  /** Lets go of everything; the guest hears no more. Idempotent. */
  void close() {
    root.close();
    http.close();
    grpc.close();
    redis.close();
    queues.close();
  }

  @Nullable BodyBuffer foreignArguments() {
    return foreignArguments;
  }

  /** Calls that were not made because of the limits. Any thread. */
  long refused() {
    return inFlight.refused();
  }

  CallStatus status() {
    return status;
  }

  HttpCallouts http() {
    return http;
  }

  GrpcCallouts grpc() {
    return grpc;
  }

  RedisCallouts redis() {
    return redis;
  }

  QueueOwner queues() {
    return queues;
  }
}
