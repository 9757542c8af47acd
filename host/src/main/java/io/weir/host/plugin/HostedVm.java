package io.weir.host.plugin;

import io.weir.proxywasm.PluginVm;

/** A VM that a worker has, and the streams that hold it. Confined to the worker's loop. */
final class HostedVm {
  final PluginVm vm;
  int streams;

  /** No new stream comes to it; it ends with its last one. */
  boolean leaving;

  /** Its guest is being told, or it failed: it is freed in a moment. */
  boolean ending;

  HostedVm(PluginVm vm) {
    this.vm = vm;
  }
}
