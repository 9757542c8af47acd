package io.weir.tools.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.cli.ToolException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a plugin is to come from.
 *
 * @param sha256 its pin; empty for none, null to leave what is there
 */
record PluginTarget(String name, String url, @Nullable String sha256) {

  /**
   * A plugin that is not in the configuration yet, with the place in the chain that it asks for.
   */
  ObjectNode fresh(Optional<PluginInfo> info) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name).put("url", url);
    pin(json);
    info.ifPresent(each -> place(json, each));
    return json;
  }

  /**
   * The plugin {@code there} from the new place.
   *
   * @throws ToolException when it is pinned and nothing was said about the pin
   */
  ObjectNode moved(ObjectNode there) {
    boolean elsewhere = !there.path("url").asText("").equals(url);
    if (elsewhere && there.hasNonNull("sha256") && sha256 == null) {
      throw new ToolException(
          "plugin %s is pinned to sha256 %s, which is that of %s"
              .formatted(name, there.path("sha256").asText(), there.path("url").asText("")),
          "give the new one with --sha256 DIGEST, or --sha256 '' for none");
    }
    ObjectNode json = there.deepCopy().put("url", url);
    pin(json);
    return json;
  }

  private void pin(ObjectNode json) {
    if (sha256 == null) {
      return;
    }
    if (sha256.isBlank()) {
      json.remove("sha256");
    } else {
      json.put("sha256", sha256.startsWith("sha256:") ? sha256.substring(7) : sha256);
    }
  }

  private static void place(ObjectNode json, PluginInfo info) {
    if (!info.phase().isEmpty()) {
      json.put("phase", info.phase());
    }
    if (info.priority() != null) {
      json.put("priority", info.priority());
    }
  }
}
