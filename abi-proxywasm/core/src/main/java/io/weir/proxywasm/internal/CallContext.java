package io.weir.proxywasm.internal;

import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.host.PluginStream;
import org.jspecify.annotations.Nullable;

/** A context of the guest: the root when it has no stream. */
public class CallContext {
  final int id;
  final @Nullable PluginStream stream;

  protected CallContext(int id, @Nullable PluginStream stream) {
    this.id = id;
    this.stream = stream;
  }

  public final int id() {
    return id;
  }

  public final @Nullable PluginStream stream() {
    return stream;
  }

  /** The stream when it is one of HTTP. */
  final @Nullable HttpStream http() {
    return stream instanceof HttpStream http ? http : null;
  }

  final boolean isRoot() {
    return stream == null;
  }
}
