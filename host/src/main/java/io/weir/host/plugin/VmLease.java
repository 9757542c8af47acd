package io.weir.host.plugin;

import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.proxywasm.PluginException;
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

  /**
   * Says that the plugin has failed a stream, at most so often in a second.
   *
   * @param where the stream's route or listener
   */
  public void logFailure(String where, FailStrategy strategy, PluginException failure) {
    slot.logFailure(where, strategy, failure);
  }

  /** The stream has ended. Idempotent. */
  public void release() {
    if (!released) {
      released = true;
      slot.release(hosted);
    }
  }
}
