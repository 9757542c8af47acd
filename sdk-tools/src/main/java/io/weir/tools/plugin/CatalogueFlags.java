package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Where the catalogue is. */
final class CatalogueFlags {
  static final String PATH = "/api/v1/plugins";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:WEIR_REGISTRY_LISTEN:-127.0.0.1:5000}",
      description = "The registry (default: 127.0.0.1:5000; env WEIR_REGISTRY_LISTEN).")
  private String registry = "";

  String registry() {
    return registry.startsWith("oci://") ? registry.substring(6) : registry;
  }

  /** An answer of the catalogue. */
  static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new ToolException(
          "the registry's catalogue answered something that is not JSON",
          "check that it is a Weir registry",
          e);
    }
  }
}
