package io.weir.host.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.UncheckedIOException;

/**
 * Writes a configuration in the form that {@link ConfigReader} reads: the fields in a fixed order,
 * defaults written out, secrets as they were written ({@code ${env:...}}).
 */
public final class ConfigWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfigWriter() {}

  public static ObjectNode toJson(GatewayConfig config) {
    return GatewayWriter.gatewayConfig(config);
  }

  /** One line. */
  public static String json(GatewayConfig config) {
    return text(JSON, config);
  }

  public static String yaml(GatewayConfig config) {
    YAMLFactory yaml =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    return text(new ObjectMapper(yaml), config);
  }

  private static String text(ObjectMapper mapper, GatewayConfig config) {
    try {
      return mapper.writeValueAsString(toJson(config));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }
}
