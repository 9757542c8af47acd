package io.weir.proxywasm;

import org.jspecify.annotations.Nullable;

/** Header maps by their ABI number (spec: "proxy_map_type_t"). */
public enum MapType {
  REQUEST_HEADERS,
  REQUEST_TRAILERS,
  RESPONSE_HEADERS,
  RESPONSE_TRAILERS,
  GRPC_RECEIVE_INITIAL_METADATA,
  GRPC_RECEIVE_TRAILING_METADATA,
  HTTP_CALL_RESPONSE_HEADERS,
  HTTP_CALL_RESPONSE_TRAILERS;

  private static final MapType[] VALUES = values();

  /** The type of this number, or null when there is none. */
  public static @Nullable MapType of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
