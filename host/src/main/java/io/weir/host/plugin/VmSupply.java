package io.weir.host.plugin;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which VM of a slot the next stream gets. Confined to the worker's loop. */
sealed interface VmSupply permits SharedVm, VmPool {
  /** A VM for a new stream, or null while there is none. */
  @Nullable HostedVm take();

  /** Whether {@link #take} would give one. */
  boolean available();

  /**
   * A VM has been started.
   *
   * @return the one whose place it takes, or null
   */
  @Nullable HostedVm add(HostedVm started);

  /** A VM has failed. */
  void remove(HostedVm failed);

  /** How many VMs must be started, those included that are being started now. */
  int missing(int waiting);

  /** No stream will come any more: gives up what no stream holds or will give back. */
  Collection<HostedVm> drain();
}
