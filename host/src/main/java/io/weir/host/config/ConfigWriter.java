package io.weir.host.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  /**
   * As {@link #json} with an end of the line, in UTF-8. Object by object: of many there is never
   * more than one in another form.
   */
  static byte[] utf8(GatewayConfig config) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      array(json, ObjectKind.LISTENERS, config);
      array(json, ObjectKind.UPSTREAMS, config);
      array(json, ObjectKind.PLUGINS, config);
      json.writeFieldName("gateway");
      json.writeTree(GatewayWriter.gateway(config.gateway()));
      array(json, ObjectKind.ROUTES, config);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static <T> void array(JsonGenerator json, ObjectKind<T> kind, GatewayConfig config)
      throws IOException {
    json.writeArrayFieldStart(kind.label());
    for (T object : kind.list(config)) {
      json.writeTree(kind.toJson(object));
    }
    json.writeEndArray();
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
