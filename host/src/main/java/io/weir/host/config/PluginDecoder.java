package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Engine;
import io.weir.host.config.GatewayConfig.FailStrategy;
import io.weir.host.config.GatewayConfig.Isolation;
import io.weir.host.config.GatewayConfig.Phase;
import io.weir.host.config.GatewayConfig.Plugin;
import io.weir.host.config.GatewayConfig.PullPolicy;

/** Plugins and their bindings. */
final class PluginDecoder {
  private PluginDecoder() {}

  static Plugin plugin(Fields fields) {
    refuse(fields);
    return new Plugin(
        fields.text("name"),
        fields.text("url"),
        fields.optionalText("sha256"),
        fields.choice("imagePullPolicy", PullPolicy.UNSPECIFIED_POLICY),
        fields.optionalDuration("pollInterval"),
        fields.choice("phase", Phase.UNSPECIFIED_PHASE),
        fields.integer("priority", Defaults.PRIORITY),
        fields.choice("failStrategy", FailStrategy.FAIL_CLOSE),
        fields.text("rootId", ""),
        fields.object("vmConfig", PluginDecoder::vmConfig),
        fields.choice("engine", Engine.auto),
        fields.choice("isolation", Isolation.vm),
        fields.integer("warmPool", Defaults.WARM_POOL),
        fields.object("limits", LimitsDecoder::limits),
        fields.json("pluginConfig"));
  }

  static PluginRef binding(Fields fields) {
    return new PluginRef(
        fields.text("name"),
        fields.optionalJson("pluginConfig"),
        fields.optionalChoice("phase", Phase.class),
        fields.optionalInteger("priority"),
        fields.optionalChoice("failStrategy", FailStrategy.class));
  }

  /**
   * What the {@code WasmPlugin} resources of Istio and Higress have and Weir has not, or not yet.
   */
  private static void refuse(Fields fields) {
    fields.unsupported("sharing", "leave it out: each configuration has its own VM");
    fields.unsupported("imagePullSecret", "use the docker config.json of the gateway's user");
    fields.unsupported("verificationKey", "pin the artifact with sha256");
    fields.unsupported("matchRules", "bind the plugin on the routes, each with its pluginConfig");
    fields.unsupported("defaultConfig", "write pluginConfig");
    fields.unsupported("pluginName", "write rootId");
    fields.unsupported("match", "bind the plugin on the listeners or routes it is for");
    fields.unsupported("selector", "bind the plugin on the listeners or routes it is for");
  }

  private static VmConfig vmConfig(Fields fields) {
    return new VmConfig(fields.textMap("env"), fields.text("configuration", ""));
  }
}
