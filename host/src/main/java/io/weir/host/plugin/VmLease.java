package io.weir.host.plugin;

import io.weir.proxywasm.PluginVm;
import org.jspecify.annotations.Nullable;

/**
 * A stream's hold on a plugin: the generation and the VM that it had at its start stay its own for
 * life. On the worker's loop.
 */
public final class VmLease {
  private final PluginSlot slot;
  private final @Nullable HostedVm hosted;
  private boolean released;

  VmLease(PluginSlot slot, @Nullable HostedVm hosted) {
    this.slot = slot;
    this.hosted = hosted;
  }

  /** The VM, or null when there was none: then the fail strategy decides. */
  public @Nullable PluginVm vm() {
    return hosted == null ? null : hosted.vm;
  }

  /** As {@link PluginSlot#requestRebuild}, unless the stream's VM is being replaced already. */
  public void requestRebuild() {
    if (hosted != null && !hosted.leaving) {
      slot.requestRebuild();
    }
  }

  /** The stream has ended. Idempotent. */
  public void release() {
    if (!released) {
      released = true;
      slot.release(hosted);
    }
  }
}
