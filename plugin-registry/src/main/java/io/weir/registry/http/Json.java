package io.weir.registry.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.BoundedJson;

/** The one mapper, for what the server writes, and reads within bounds. */
public final class Json {
  public static final ObjectMapper MAPPER = BoundedJson.MAPPER;

  private Json() {}
}
