package io.weir.tools.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.cli.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds objects in a configuration. Reads only. */
final class Document {
  private final JsonNode root;

  Document(JsonNode root) {
    this.root = root;
  }

  List<JsonNode> routes() {
    return list(root.path("routes"));
  }

  List<JsonNode> gatewayBindings() {
    return list(root.path("gateway").path("plugins"));
  }

  /** The listeners that {@code route} is on: those that it names, all when it names none. */
  List<JsonNode> listenersOf(JsonNode route) {
    List<String> names = texts(route.path("listeners"));
    return list(root.path("listeners")).stream()
        .filter(each -> names.isEmpty() || names.contains(name(each)))
        .toList();
  }

  /** A plugin that the configuration has, or null. */
  @Nullable ObjectNode plugin(String name) {
    return find(plugins(), name);
  }

  List<JsonNode> plugins() {
    return list(root.path("plugins"));
  }

  /**
   * @throws ToolException naming the routes that there are when this is none
   */
  ObjectNode route(String name) {
    ObjectNode route = find(routes(), name);
    if (route == null) {
      throw new ToolException(
          "no route %s (there: %s)".formatted(name, names(routes())), "see weir route ls");
    }
    return route;
  }

  /** The other places that bind the plugin {@code name}, for a message. */
  List<String> placesOf(String name, String butRoute) {
    Stream<String> routes =
        routes().stream()
            .filter(each -> !name(each).equals(butRoute) && binds(each, name))
            .map(each -> "route " + name(each));
    Stream<String> listeners =
        list(root.path("listeners")).stream()
            .filter(each -> binds(each, name))
            .map(each -> "listener " + name(each));
    Stream<String> gateway =
        binds(root.path("gateway"), name) ? Stream.of("the gateway") : Stream.of();
    return Stream.of(gateway, listeners, routes).flatMap(each -> each).toList();
  }

  static boolean binds(JsonNode holder, String plugin) {
    return find(bindings(holder), plugin) != null;
  }

  static List<JsonNode> bindings(JsonNode holder) {
    return list(holder.path("plugins"));
  }

  static String name(JsonNode object) {
    return object.path("name").asText("");
  }

  static List<String> texts(JsonNode array) {
    return list(array).stream().map(JsonNode::asText).toList();
  }

  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  /** The names of {@code objects} for a message. */
  static String names(List<JsonNode> objects) {
    return objects.isEmpty()
        ? "none"
        : objects.stream().map(Document::name).collect(Collectors.joining(", "));
  }

  private static @Nullable ObjectNode find(List<JsonNode> objects, String name) {
    for (JsonNode each : objects) {
      if (each instanceof ObjectNode object && name(object).equals(name)) {
        return object;
      }
    }
    return null;
  }
}
