package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Progress;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import java.nio.charset.StandardCharsets;

/** Sets the mark of a plugin's version, or of all versions, in the catalogue of its registry. */
final class Marking {
  private Marking() {}

  /**
   * @param all whether every version is meant, whatever tag the reference has
   * @param state {@code deprecated}, {@code yanked} or {@code none}
   * @return how many versions were marked
   */
  static int set(
      RegistryFlags flags, Reference reference, boolean all, String state, String reason) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("repository", reference.repository()).put("state", state).put("reason", reason);
    if (!all) {
      body.put("version", reference.target());
    }
    byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
    JsonNode answer =
        flags.at(
            reference.registry(),
            Progress.NONE,
            options -> {
              try (RegistryClient client = new RegistryClient(options)) {
                return CatalogueFlags.tree(
                    client.api(
                        reference.registry(),
                        CatalogueFlags.PATH + "/mark",
                        reference.repository(),
                        json));
              }
            });
    return answer.path("marked").asInt();
  }
}
