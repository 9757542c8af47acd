package io.weir.bench.torture.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.SwapStep;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/** The configuration that the torture gives the gateway: one listener, one route, its plugins. */
final class GatewayDocument {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Far above any single call: a busy machine must not turn into a failed plugin. */
  private static final String CALLBACK_LIMIT = "5s";

  private final PluginModules modules;
  private final List<Lang> langs;

  GatewayDocument(PluginModules modules, Set<Lang> langs) {
    this.modules = modules;
    this.langs = langs.stream().sorted().toList();
  }

  /** The whole document with the plugins in their first state. */
  ObjectNode whole(SwapStep step, InetSocketAddress listener, InetSocketAddress origin) {
    ObjectNode document = JSON.createObjectNode();
    document
        .putArray("listeners")
        .addObject()
        .put("name", "torture")
        .put("address", hostPort(listener))
        .put("protocol", "HTTP");
    ObjectNode upstream = document.putArray("upstreams").addObject().put("name", "origin");
    upstream.putArray("endpoints").add(hostPort(origin));
    ArrayNode plugins = document.putArray("plugins");
    langs.forEach(lang -> plugins.add(plugin(lang, step)));
    document.putArray("routes").add(route());
    return document;
  }

  /** The change of all plugins to a state, as one transaction. */
  ObjectNode transaction(SwapStep step) {
    ObjectNode transaction = JSON.createObjectNode();
    ArrayNode changes = transaction.putArray("changes");
    for (Lang lang : langs) {
      changes
          .addObject()
          .put("op", "put")
          .put("kind", "plugins")
          .put("name", PluginModules.name(lang))
          .set("object", plugin(lang, step));
    }
    return transaction;
  }

  /** One plugin in a state. */
  ObjectNode plugin(Lang lang, SwapStep step) {
    ObjectNode plugin = JSON.createObjectNode();
    plugin.put("name", PluginModules.name(lang)).put("url", modules.url(lang, step.version()));
    plugin.putObject("limits").put("callback", CALLBACK_LIMIT);
    try {
      plugin.set("pluginConfig", JSON.readTree(step.configuration(lang)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plugin configuration: " + step.configuration(lang), e);
    }
    return plugin;
  }

  private ObjectNode route() {
    ObjectNode route = JSON.createObjectNode().put("name", "torture");
    route.putArray("backendRefs").addObject().put("name", "origin").put("weight", 1);
    ArrayNode refs = route.putArray("plugins");
    langs.forEach(lang -> refs.addObject().put("name", PluginModules.name(lang)));
    return route;
  }

  private static String hostPort(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
