package io.weir.host.plugin;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Started and configured VMs that wait for a stream each ({@code isolation: stream}). One that has
 * served its stream does not come back: what a stream leaves in a guest is nobody else's.
 */
final class VmPool implements VmSupply {
  /** So many starts at once for streams that wait, beyond what is kept warm. */
  private static final int MAX_STARTS = 64;

  private final int warm;
  private final ArrayDeque<HostedVm> idle = new ArrayDeque<>();

  /**
   * @param warm how many are kept ready, at least 1
   */
  VmPool(int warm) {
    this.warm = warm;
  }

  @Override
  public @Nullable HostedVm take() {
    HostedVm next = idle.poll();
    if (next != null) {
      next.leaving = true;
    }
    return next;
  }

  @Override
  public boolean available() {
    return !idle.isEmpty();
  }

  @Override
  public @Nullable HostedVm add(HostedVm started) {
    idle.add(started);
    return null;
  }

  @Override
  public void remove(HostedVm failed) {
    idle.remove(failed);
  }

  @Override
  public int missing(int waiting) {
    return Math.min(MAX_STARTS, Math.max(warm, waiting)) - idle.size();
  }

  @Override
  public Collection<HostedVm> drain() {
    List<HostedVm> last = List.copyOf(idle);
    idle.clear();
    return last;
  }
}
