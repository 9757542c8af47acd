package io.weir.registry.http;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The one mapper, for what the server writes. */
public final class Json {
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}
}
