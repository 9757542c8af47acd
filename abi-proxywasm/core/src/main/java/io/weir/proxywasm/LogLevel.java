package io.weir.proxywasm;

import org.jspecify.annotations.Nullable;

/** Log levels by their ABI number (spec: "proxy_log_level_t"). */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  CRITICAL;

  private static final LogLevel[] VALUES = values();

  /** The level of this number, or null when there is none. */
  public static @Nullable LogLevel of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
