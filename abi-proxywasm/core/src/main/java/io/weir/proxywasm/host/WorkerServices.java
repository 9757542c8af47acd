package io.weir.proxywasm.host;

/** What a VM has once a worker has adopted it: the things that need an event loop. */
public record WorkerServices(HttpCallout callouts, TimerScheduler timers) {}
