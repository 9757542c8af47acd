package io.weir.proxywasm;

import org.jspecify.annotations.Nullable;

/** Buffers by their ABI number (spec: "proxy_buffer_type_t"; 9 is a Higress extension). */
public enum BufferType {
  HTTP_REQUEST_BODY,
  HTTP_RESPONSE_BODY,
  DOWNSTREAM_DATA,
  UPSTREAM_DATA,
  HTTP_CALL_RESPONSE_BODY,
  GRPC_RECEIVE_BUFFER,
  VM_CONFIGURATION,
  PLUGIN_CONFIGURATION,
  CALL_DATA,
  REDIS_CALL_RESPONSE;

  private static final BufferType[] VALUES = values();

  /** The type of this number, or null when there is none. */
  public static @Nullable BufferType of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
