package io.weir.registry.server;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The one mapper, for what the server writes. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}
}
