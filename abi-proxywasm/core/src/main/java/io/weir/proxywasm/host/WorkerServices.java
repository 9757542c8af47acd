package io.weir.proxywasm.host;

import io.weir.proxywasm.ext.higress.RedisCallout;
import java.util.concurrent.Executor;

/**
 * What a VM has once a worker has adopted it: the things that need an event loop.
 *
 * @param executor runs a task later on the VM's thread; any thread may call it
 */
public record WorkerServices(
    HttpCallout callouts,
    GrpcCallout grpc,
    RedisCallout redis,
    TimerScheduler timers,
    Executor executor) {}
