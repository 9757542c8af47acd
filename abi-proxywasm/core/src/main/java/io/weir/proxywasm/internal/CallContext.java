package io.weir.proxywasm.internal;

import io.weir.proxywasm.host.HttpStream;
import org.jspecify.annotations.Nullable;

/** A context of the guest: the root when it has no stream. */
public class CallContext {
  final int id;
  final @Nullable HttpStream stream;

  protected CallContext(int id, @Nullable HttpStream stream) {
    this.id = id;
    this.stream = stream;
  }

  public final int id() {
    return id;
  }

  public final @Nullable HttpStream stream() {
    return stream;
  }

  final boolean isRoot() {
    return stream == null;
  }
}
