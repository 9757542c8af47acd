package io.weir.proxywasm.host;

import io.weir.proxywasm.LogLevel;

/** Where a plugin's log lines go. Must not block. */
public interface LogSink {
  /** The least level that is written; a plugin may ask, to spare itself the rest. */
  LogLevel level();

  /**
   * @param plugin the plugin's name
   */
  void log(String plugin, LogLevel level, String message);
}
