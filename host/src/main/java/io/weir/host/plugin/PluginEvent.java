package io.weir.host.plugin;

import java.util.Locale;

/** What goes wrong with plugins, counted for each version of each. */
public enum PluginEvent {
  /** A guest trapped, or the engine failed in it. */
  CRASH,
  /** A guest was stopped because its time was over. */
  TIMEOUT,
  /** A guest trapped for want of memory; counted as a crash, too. */
  MEMORY_EXCEEDED,
  /** A guest asked to be replaced. */
  REBUILD,
  /** A VM was started in the place of one that failed or was to be replaced. */
  RESTART,
  /** A VM could not be started again. */
  START_FAILURE,
  /** A start waits because the VM fails again and again. */
  BACK_OFF,
  /** A stream found no VM, and went by its fail strategy. */
  UNAVAILABLE,
  /** A log line beyond the rate that the limits allow was dropped. */
  DROPPED_LOG_LINE;

  /** As metrics and the status name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
