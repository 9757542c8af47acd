package io.weir.tools.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.admin.Change;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.ToolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds a plugin to a route, and brings the plugin into the configuration when it has a target. */
final class BindEdit implements RouteEdit {
  private final String route;
  private final Binding binding;
  private final @Nullable PluginTarget target;
  private final Output output;

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
      if (there == null) {
        throw new ToolException(
            "plugin: %s (expected: %s)".formatted(name, Document.oneOf(document.pluginNames())),
            "bring it in with --url oci://registry/repository:tag");
      }
      return;
    }
    if (there == null) {
      ObjectNode fresh = target.fresh(() -> SpecLookup.find(target.url(), output));
      output.step("adding plugin " + name + " from " + target.url());
      changes.add(new Change("plugins", name, fresh));
      return;
    }
    ObjectNode moved = target.moved(there);
    if (!moved.equals(there)) {
      tellOthers(document, there.path("url").asText(""));
      changes.add(new Change("plugins", name, moved));
    }
  }

  private void tellOthers(Document document, String before) {
    String name = binding.plugin();
    List<String> others = document.placesOf(name, route);
    output.step("plugin " + name + ": " + before + " becomes " + binding(others));
  }

  private String binding(List<String> others) {
    String url = target == null ? "" : target.url();
    return others.isEmpty() ? url : url + ", also for " + String.join(", ", others);
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
