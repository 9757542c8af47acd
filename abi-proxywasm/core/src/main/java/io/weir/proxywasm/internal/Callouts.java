package io.weir.proxywasm.internal;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.host.WorkerServices;

/**
 * What a VM asks of the outside, and hears of in callbacks of its root context: HTTP, gRPC and
 * Redis calls, and shared queues. Until it is adopted everything waits.
 */
public final class Callouts {
  private final CallStatus status = new CallStatus();
  private final RootCallbacks root;
  private final HttpCallouts http;
  private final GrpcCallouts grpc;
  private final QueueOwner queues;

  Callouts(GuestVm vm, AbiLimits limits) {
    CallsInFlight inFlight = new CallsInFlight(limits.callouts(), limits.memoryBytes());
    root = new RootCallbacks(vm);
    http = new HttpCallouts(vm, inFlight, status, root);
    grpc = new GrpcCallouts(vm, inFlight, status, root);
    queues = new QueueOwner(vm, limits.queues(), root);
  }

  /** On the VM's thread, once. */
  public void adopt(WorkerServices services, CallContext rootContext) {
    root.adopt(rootContext);
    http.adopt(services.callouts());
    grpc.adopt(services.grpc());
    queues.adopt(services.executor());
  }

  /** Lets go of everything; the guest hears no more. Idempotent. */
  void close() {
    root.close();
    http.close();
    grpc.close();
    queues.close();
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

  QueueOwner queues() {
    return queues;
  }
}
