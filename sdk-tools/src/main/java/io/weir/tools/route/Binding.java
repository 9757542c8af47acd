package io.weir.tools.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a binding is to say; null leaves it as it is, or to the plugin. */
record Binding(
    String plugin,
    @Nullable ObjectNode config,
    @Nullable Boolean failOpen,
    @Nullable Phase phase,
    @Nullable Integer priority) {

  /** Writes it over {@code json}, a binding that may be new. */
  void write(ObjectNode json) {
    json.put("name", plugin);
    if (config != null) {
      json.set("pluginConfig", config);
    }
    if (failOpen != null) {
      json.put("failStrategy", failOpen ? "FAIL_OPEN" : "FAIL_CLOSE");
    }
    if (phase != null) {
      json.put("phase", phase.name());
    }
    if (priority != null) {
      json.put("priority", priority);
    }
  }
}
