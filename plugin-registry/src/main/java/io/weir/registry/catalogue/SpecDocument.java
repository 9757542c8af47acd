package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.plugin.SpecYaml;
import io.weir.registry.plugin.StoreBlobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plugin's {@code spec.yaml} from the store. */
final class SpecDocument {
  private static final int MAX_SPEC = 512 << 10;
  private static final List<String> EXAMPLES =
      List.of(
          "/spec/configSchema/openAPIV3Schema/example",
          "/spec/configSchema/example",
          "/spec/example");

  private SpecDocument() {}

  /** Its tree; a missing node when there is none, or it cannot be read. */
  static JsonNode read(StoreBlobs blobs, PluginFacts facts) throws IOException {
    byte[] text = blobs.small(facts.spec(), MAX_SPEC);
    if (text == null) {
      return MissingNode.getInstance();
    }
    try {
      return SpecYaml.read(new String(text, StandardCharsets.UTF_8)).root();
    } catch (SpecYaml.UnreadableException e) {
      return MissingNode.getInstance(); // the verdict tells of it
    }
  }

  /** The configuration that it gives as an example; null for none. */
  static @Nullable JsonNode example(JsonNode spec) {
    for (String each : EXAMPLES) {
      JsonNode example = spec.at(each);
      if (!example.isMissingNode()) {
        return example;
      }
    }
    return null;
  }
}
