package io.weir.host.plugin;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One VM that all streams of the worker share ({@code isolation: vm}). */
final class SharedVm implements VmSupply {
  private @Nullable HostedVm current;
  private boolean rebuild;

  /** The next VM that is started takes the place of this one. */
  void rebuild(boolean wanted) {
    rebuild = wanted;
  }

  boolean rebuilding() {
    return rebuild;
  }

  @Override
  public @Nullable HostedVm take() {
    return current;
  }

  @Override
  public boolean available() {
    return current != null;
  }

  @Override
  public @Nullable HostedVm add(HostedVm started) {
    HostedVm before = current;
    current = started;
    rebuild = false;
    return before;
  }

  @Override
  public void remove(HostedVm failed) {
    if (current == failed) {
      current = null;
    }
  }

  @Override
  public int missing(int waiting) {
    return current == null || rebuild ? 1 : 0;
  }

  @Override
  public Collection<HostedVm> drain() {
    HostedVm last = current;
    current = null;
    return last == null ? List.of() : List.of(last);
  }
}
