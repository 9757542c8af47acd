package io.weir.host.plugin;

import io.netty.channel.EventLoop;
import io.weir.proxywasm.host.WorkerServices;

/** What plugins need of a worker. */
public interface PluginWorker {
  int index();

  EventLoop loop();

  /** What VMs get when the worker adopts them. */
  WorkerServices services();
}
