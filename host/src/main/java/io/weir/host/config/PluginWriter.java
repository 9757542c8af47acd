package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.GatewayConfig.Plugin;
import io.weir.proxywasm.AbiLimits;
import java.util.List;

/** Plugins and their bindings. */
final class PluginWriter {
  private PluginWriter() {}

  static ObjectNode plugin(Plugin plugin) {
    ObjectNode json = GatewayWriter.object().put("name", plugin.name()).put("url", plugin.url());
    if (plugin.sha256() != null) {
      json.put("sha256", plugin.sha256());
    }
    json.put("imagePullPolicy", plugin.imagePullPolicy().name());
    if (plugin.pollInterval() != null) {
      json.put("pollInterval", Durations.format(plugin.pollInterval()));
    }
    json.put("phase", plugin.phase().name()).put("priority", plugin.priority());
    json.put("failStrategy", plugin.failStrategy().name()).put("rootId", plugin.rootId());
    ObjectNode vm = json.putObject("vmConfig");
    ObjectNode env = vm.putObject("env");
    plugin.vmConfig().env().forEach(env::put);
    vm.put("configuration", plugin.vmConfig().configuration());
    json.put("engine", plugin.engine().name());
    json.put("isolation", plugin.isolation().name()).put("warmPool", plugin.warmPool());
    limits(json.putObject("limits"), plugin.limits());
    if (!plugin.pluginConfig().isNull()) {
      json.set("pluginConfig", plugin.pluginConfig());
    }
    return json;
  }

  private static void limits(ObjectNode json, AbiLimits limits) {
    json.put("memory", Sizes.format(limits.memoryBytes()))
        .put("callback", Durations.format(limits.callback()))
        .put("start", Durations.format(limits.start()))
        .put("callouts", limits.callouts())
        .put("metrics", limits.metrics())
        .put("sharedKeys", limits.sharedKeys())
        .put("sharedValueSize", Sizes.format(limits.sharedValueBytes()))
        .put("queues", limits.queues())
        .put("logLinesPerSecond", limits.logLinesPerSecond());
  }

  static ArrayNode bindings(List<PluginRef> bindings) {
    return GatewayWriter.array(bindings, PluginWriter::binding);
  }

  private static ObjectNode binding(PluginRef binding) {
    ObjectNode json = GatewayWriter.object().put("name", binding.name());
    if (binding.phase() != null) {
      json.put("phase", binding.phase().name());
    }
    if (binding.priority() != null) {
      json.put("priority", binding.priority());
    }
    if (binding.failStrategy() != null) {
      json.put("failStrategy", binding.failStrategy().name());
    }
    if (binding.pluginConfig() != null) {
      json.set("pluginConfig", binding.pluginConfig());
    }
    return json;
  }
}
