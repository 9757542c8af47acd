package io.weir.proxywasm;

import org.jspecify.annotations.Nullable;

/** Streams by their ABI number (spec: "proxy_stream_type_t"). */
public enum StreamType {
  HTTP_REQUEST,
  HTTP_RESPONSE,
  DOWNSTREAM,
  UPSTREAM;

  private static final StreamType[] VALUES = values();

  /** The type of this number, or null when there is none. */
  public static @Nullable StreamType of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
