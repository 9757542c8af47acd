package io.weir.tools.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.admin.Change;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds a plugin to a route, and brings the plugin into the configuration when it has a target. */
final class BindEdit implements RouteEdit {
  private final String route;
  private final Binding binding;
  private final @Nullable PluginTarget target;
  private final Output output;
  private @Nullable Optional<PluginInfo> info;

  BindEdit(String route, Binding binding, @Nullable PluginTarget target, Output output) {
    this.route = route;
    this.binding = binding;
    this.target = target;
    this.output = output;
  }

  @Override
  public List<Change> changes(ObjectNode config) {
    Document document = new Document(config);
    ObjectNode before = document.route(route);
    List<Change> changes = new ArrayList<>();
    plugin(document, changes);
    ObjectNode after = before.deepCopy();
    binding.write(bindingIn(after));
    if (!after.equals(before)) {
      changes.add(new Change("routes", route, after));
    }
    return changes;
  }

  private void plugin(Document document, List<Change> changes) {
    String name = binding.plugin();
    ObjectNode there = document.plugin(name);
    if (target == null) {
      requireThere(document, there);
      return;
    }
    ObjectNode wanted = there == null ? target.fresh(info()) : target.moved(there);
    if (!wanted.equals(there)) {
      tell(document, there, target.url());
      changes.add(new Change("plugins", name, wanted));
    }
  }

  private void requireThere(Document document, @Nullable ObjectNode there) {
    if (there == null) {
      throw new ToolException(
          "no plugin %s in the configuration (there: %s)"
              .formatted(binding.plugin(), Document.names(document.plugins())),
          "bring it in with --url oci://registry/repository:tag");
    }
  }

  /** What the plugin asks for, asked once however often the change is tried. */
  private Optional<PluginInfo> info() {
    if (info == null) {
      info = target == null ? Optional.empty() : SpecLookup.find(target.url(), output);
    }
    return info;
  }

  private void tell(Document document, @Nullable ObjectNode there, String url) {
    String name = binding.plugin();
    if (there == null) {
      output.step("adding plugin " + name + " from " + url);
      return;
    }
    List<String> others = document.placesOf(name, route);
    String also = others.isEmpty() ? "" : ", also for " + String.join(", ", others);
    output.step(
        "plugin %s: %s becomes %s%s".formatted(name, there.path("url").asText(), url, also));
  }

  private ObjectNode bindingIn(ObjectNode routeNode) {
    ArrayNode plugins = routeNode.withArray("plugins");
    for (JsonNode each : plugins) {
      if (each instanceof ObjectNode object && Document.name(each).equals(binding.plugin())) {
        return object;
      }
    }
    return plugins.addObject();
  }
}
