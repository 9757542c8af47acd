package io.weir.proxywasm;

import org.jspecify.annotations.Nullable;

/**
 * A plugin that could not be loaded, started or called. The message names the plugin's part in it.
 */
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** When it happened. */
  public enum Phase {
    /** The module is not valid, or no plugin. */
    LOAD,
    /** {@code _initialize}, {@code _start}, context creation or {@code proxy_on_vm_start}. */
    START,
    /** {@code proxy_on_configure}. */
    CONFIGURE,
    /** Any callback afterwards: the VM has failed and is of no more use. */
    CALL
  }

  private final Phase phase;

  public PluginException(Phase phase, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.phase = phase;
  }

  public Phase phase() {
    return phase;
  }
}
