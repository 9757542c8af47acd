package io.weir.host.admin;

import io.micronaut.http.HttpRequest;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigReader.Format;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that clients send. */
final class Bodies {
  static final String YAML = "application/yaml";

  private Bodies() {}

  static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      Problem problem = new Problem("", 0, "the body is not UTF-8", "send it as UTF-8");
      throw new ConfigException(List.of(problem), e);
    }
  }

  /** How the body is written: YAML when it says so, else JSON. */
  static Format format(HttpRequest<?> request) {
    boolean yaml = request.getContentType().filter(type -> type.getName().equals(YAML)).isPresent();
    return yaml ? Format.YAML : Format.JSON;
  }
}
