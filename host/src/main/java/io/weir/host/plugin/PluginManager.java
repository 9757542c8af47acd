package io.weir.host.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigMerge;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.PluginRef;
import io.weir.host.config.Secrets;
import io.weir.host.config.VmConfig;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginSpec;
import io.weir.registry.PluginPuller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows every plugin generation, live and draining. A change takes a {@link PluginChange}, binds
 * its plugins with it, and commits or abandons it. Used by the one control thread, but for {@link
 * #reports}.
 */
public final class PluginManager implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PluginManager.class);

  private final PluginSources sources;
  private final CompiledPlugins compiled;
  private final Secrets secrets;
  private final VmFactory vms;
  private final List<? extends PluginWorker> workers;
  private final Map<VmKey, PluginGeneration> live = new HashMap<>();
  private final Set<PluginGeneration> all = ConcurrentHashMap.newKeySet();
  private final VersionTable versions = new VersionTable();
  private final PluginReports reports;
  private volatile Map<String, String> digests = Map.of();
  private long lastNumber;
  private @Nullable GatewayConfig config; // null before the first commit
  private Map<String, PluginCode> codes = Map.of();
  private Map<PluginGeneration, Integer> used = Map.of();

  public PluginManager(
      PluginPuller puller,
      Engines engines,
      Secrets secrets,
      VmFactory vms,
      List<? extends PluginWorker> workers) {
    this.sources = new PluginSources(puller);
    this.compiled = new CompiledPlugins(engines);
    this.secrets = secrets;
    this.vms = vms;
    this.workers = List.copyOf(workers);
    this.reports = new PluginReports(all, versions, vms.spares(), this.workers);
  }

  /** Begins a change; the plugins of {@code config} are pulled as they are bound. */
  public PluginChange begin(GatewayConfig config) {
    return new PluginChange(this, config);
  }

  /** The registry being down, what is live goes on, and a start has what was served last. */
  PluginCode pull(GatewayConfig.Plugin plugin) {
    GatewayConfig live = config;
    boolean known =
        live == null || live.plugins().stream().anyMatch(p -> p.url().equals(plugin.url()));
    return sources.get(plugin, known);
  }

  /** As {@link #pull}; a plugin that is as it was is not asked for again where it need not be. */
  PluginCode code(GatewayConfig.Plugin plugin) {
    GatewayConfig live = config;
    PluginCode code = codes.get(plugin.name());
    boolean same = live != null && live.plugins().stream().anyMatch(p -> p == plugin);
    return same && code != null && sources.mayKeep(plugin) ? code : pull(plugin);
  }

  /** Whether {@code other} is the very configuration that serves. */
  boolean serves(GatewayConfig other) {
    return other == config;
  }

  String redact(String text) {
    return secrets.redact(text);
  }

  /** The generation that serves this binding now, or a new one whose VMs are not started yet. */
  PluginGeneration bind(
      GatewayConfig.Plugin plugin,
      PluginRef ref,
      PluginCode code,
      String path,
      Map<VmKey, PluginGeneration> fresh) {
    JsonNode merged = ConfigMerge.merge(plugin.pluginConfig(), ref.pluginConfig());
    JsonNode config = secrets.expand(merged, path + ".pluginConfig");
    VmConfig vmConfig =
        secrets.expand(plugin.vmConfig(), "plugins[" + plugin.name() + "].vmConfig");
    CompiledPlugin module = compile(plugin, code);
    PluginSpec spec = spec(plugin, vmConfig, config);
    VmKey key =
        new VmKey(
            plugin.name(),
            code.sha256(),
            module.module().engine().name(),
            plugin.rootId(),
            PluginCode.of(
                    (vmConfig.configuration() + "\0" + vmConfig.env())
                        .getBytes(StandardCharsets.UTF_8))
                .sha256(),
            PluginCode.of(spec.pluginConfiguration()).sha256(),
            spec.limits(),
            plugin.isolation() == GatewayConfig.Isolation.stream ? plugin.warmPool() : 0);
    PluginGeneration serving = live.get(key);
    return serving != null ? serving : fresh.computeIfAbsent(key, k -> generation(k, module, spec));
  }

  private CompiledPlugin compile(GatewayConfig.Plugin plugin, PluginCode code) {
    try {
      return compiled.get(code, plugin.engine(), plugin.name());
    } catch (PluginException e) {
      throw new ConfigException(
          new Problem(
              "plugins[" + plugin.name() + "].url",
              0,
              plugin.url() + ": " + e.getMessage(),
              "build the plugin as a proxy-wasm module, or correct the url"));
    }
  }

  private static PluginSpec spec(GatewayConfig.Plugin plugin, VmConfig vmConfig, JsonNode config) {
    return new PluginSpec(
        plugin.name(),
        plugin.rootId(),
        plugin.name(),
        vmConfig.configuration().getBytes(StandardCharsets.UTF_8),
        configuration(config),
        vmConfig.env(),
        plugin.limits());
  }

  /** As Envoy hands it over: a text as it is, a structure as JSON, and none as no bytes. */
  private static byte[] configuration(JsonNode config) {
    if (config.isNull() || config.isMissingNode()) {
      return new byte[0];
    }
    String text = config.isTextual() ? config.textValue() : config.toString();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private PluginGeneration generation(VmKey key, CompiledPlugin module, PluginSpec spec) {
    PluginGeneration[] made = new PluginGeneration[1];
    PluginGeneration generation =
        new PluginGeneration(
            key,
            ++lastNumber,
            module,
            spec,
            versions.of(key),
            workers.size(),
            () -> {
              all.remove(made[0]);
              log.info("plugin {}: drained", made[0].label());
            });
    made[0] = generation;
    VmOwnership.checkImports(generation);
    for (PluginWorker worker : workers) {
      generation.slot(
          worker.index(), new PluginSlot(generation, worker.loop(), worker.services(), vms));
    }
    return generation;
  }

  /** What serves, each with the number of its bindings. */
  Map<PluginGeneration, Integer> used() {
    return used;
  }

  VmFactory vms() {
    return vms;
  }

  List<? extends PluginWorker> workers() {
    return workers;
  }

  /**
   * The change is live: its generations serve, and those that nothing names any more are retired.
   *
   * @param used each with the number of its bindings
   * @param modules each plugin's module, by the plugin's name
   */
  void committed(
      GatewayConfig next, Map<PluginGeneration, Integer> used, Map<String, PluginCode> modules) {
    config = next;
    this.used = Map.copyOf(used);
    codes = Map.copyOf(modules);
    digests =
        modules.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().sha256()));
    all.addAll(used.keySet());
    List<PluginGeneration> retired = new ArrayList<>();
    live.values().removeIf(g -> !used.containsKey(g) && retired.add(g));
    used.forEach(this::serve);
    for (PluginGeneration generation : retired) {
      generation.markRetired();
      vms.spares().drop(generation);
      for (PluginWorker worker : workers) {
        worker.loop().execute(() -> generation.slot(worker.index()).retire());
      }
    }
    trim();
  }

  private void serve(PluginGeneration generation, int bindings) {
    generation.bindings(bindings);
    if (live.put(generation.key(), generation) == null) {
      vms.spares().prepare(generation);
    }
  }

  /** A change was refused: what was compiled for it is not kept for ever. */
  void abandoned() {
    trim();
  }

  private void trim() {
    Set<CompiledPlugin> inUse = new HashSet<>();
    all.forEach(g -> inUse.add(g.compiled()));
    compiled.trim(inUse);
    versions.trim(all.stream().map(PluginGeneration::key).collect(Collectors.toSet()));
  }

  /** The SHA-256 of the module of each plugin of the live configuration, by name. Any thread. */
  public Map<String, String> digests() {
    return digests;
  }

  /** What exists and what has happened. Any thread; numbers may be a moment old. */
  public PluginReports reports() {
    return reports;
  }

  /** Frees compiled code; the workers have ended. */
  @Override
  public void close() {
    compiled.close();
  }
}
