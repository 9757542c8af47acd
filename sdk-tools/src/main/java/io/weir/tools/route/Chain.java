package io.weir.tools.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of a route on a listener, in the order in which a request meets them: those of the
 * gateway, the listener and the route, by phase and by priority, ties in this order.
 */
record Chain(String listener, List<ChainLink> links) {
  private static final Comparator<ChainLink> ORDER =
      Comparator.comparing(ChainLink::phase)
          .thenComparing(Comparator.comparingInt(ChainLink::priority).reversed());

  /** The chains of {@code route}, one for each listener that it is on. */
  static List<Chain> of(Document document, JsonNode route) {
    return document.listenersOf(route).stream().map(each -> of(document, route, each)).toList();
  }

  private static Chain of(Document document, JsonNode route, JsonNode listener) {
    List<ChainLink> links = new ArrayList<>();
    document.gatewayBindings().forEach(each -> links.add(link(document, each, "gateway")));
    Document.bindings(listener).forEach(each -> links.add(link(document, each, "listener")));
    Document.bindings(route).forEach(each -> links.add(link(document, each, "route")));
    links.sort(ORDER);
    return new Chain(Document.name(listener), List.copyOf(links));
  }

  private static ChainLink link(Document document, JsonNode binding, String origin) {
    String name = Document.name(binding);
    ObjectNode plugin = document.plugin(name);
    return new ChainLink(
        name,
        phase(field(binding, plugin, "phase").asText("")),
        field(binding, plugin, "priority").asInt(0),
        field(binding, plugin, "failStrategy").asText("FAIL_CLOSE"),
        origin);
  }

  private static JsonNode field(JsonNode binding, @Nullable ObjectNode plugin, String field) {
    JsonNode own = binding.path(field);
    return own.isMissingNode() && plugin != null ? plugin.path(field) : own;
  }

  private static Phase phase(String name) {
    return Arrays.stream(Phase.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(Phase.UNSPECIFIED_PHASE);
  }

  /** All chains on one line; listeners are named only when their chains differ. */
  static String shown(List<Chain> chains) {
    List<String> lines = chains.stream().map(Chain::shown).distinct().toList();
    if (lines.size() <= 1) {
      return String.join("", lines);
    }
    return chains.stream()
        .map(each -> each.listener() + ": " + (each.links().isEmpty() ? "none" : each.shown()))
        .collect(Collectors.joining("; "));
  }

  private String shown() {
    return IntStream.range(0, links.size())
        .mapToObj(i -> (i + 1) + " " + links.get(i).shown())
        .collect(Collectors.joining(", "));
  }
}
