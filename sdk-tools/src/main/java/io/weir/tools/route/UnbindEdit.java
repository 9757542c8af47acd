package io.weir.tools.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.admin.Change;
import io.weir.tools.cli.ToolException;
import java.util.Iterator;
import java.util.List;

/** Takes a plugin from a route. */
record UnbindEdit(String route, String plugin) implements RouteEdit {
  @Override
  public List<Change> changes(ObjectNode config) {
    Document document = new Document(config);
    ObjectNode before = document.route(route);
    if (!Document.binds(before, plugin)) {
      throw notBound(document, before);
    }
    ObjectNode after = before.deepCopy();
    Iterator<JsonNode> bindings = after.withArray("plugins").iterator();
    while (bindings.hasNext()) {
      if (Document.name(bindings.next()).equals(plugin)) {
        bindings.remove();
      }
    }
    return List.of(new Change("routes", route, after));
  }

  private ToolException notBound(Document document, ObjectNode before) {
    List<String> elsewhere = document.placesOf(plugin, route);
    return new ToolException(
        "plugin %s is not bound to route %s (there: %s)"
            .formatted(plugin, route, Document.names(Document.bindings(before))),
        elsewhere.isEmpty()
            ? "see weir route ls"
            : "it is bound to " + String.join(", ", elsewhere));
  }
}
