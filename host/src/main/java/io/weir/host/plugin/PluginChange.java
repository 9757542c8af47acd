package io.weir.host.plugin;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.PluginRef;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins' part of one change: resolve and bind, canary, prepare, then commit or abandon. Until
 * it is committed nothing of it is seen by any stream. On the control thread.
 */
public final class PluginChange {
  private static final Logger log = LoggerFactory.getLogger(PluginChange.class);

  private record Prepared(PluginSlot slot, PluginVm vm) {}

  private record Bound(BoundPlugin plugin, GatewayConfig.Phase phase, int priority) {}

  private final PluginManager manager;
  private final GatewayConfig config;

  /** What serves is applied once more, since something that it names has moved. */
  private final boolean again;

  private final Map<String, GatewayConfig.Plugin> plugins = new HashMap<>();
  private final Map<String, PluginCode> codes = new HashMap<>();
  private final Map<VmKey, PluginGeneration> fresh = new LinkedHashMap<>();
  private final Map<PluginGeneration, String> places = new HashMap<>();
  private final Map<PluginGeneration, Integer> used = new HashMap<>();
  private final List<Prepared> prepared = new ArrayList<>();

  PluginChange(PluginManager manager, GatewayConfig config) {
    this.manager = manager;
    this.config = config;
    this.again = manager.serves(config);
    config.plugins().forEach(p -> plugins.put(p.name(), p));
  }

  /** Pulls every plugin that the configuration names, bound or not: a bad url is told at once. */
  public void resolve() {
    plugins.values().stream()
        .sorted(Comparator.comparing(GatewayConfig.Plugin::name))
        .forEach(p -> codes.put(p.name(), again ? manager.pull(p) : manager.code(p)));
  }

  /** The SHA-256 of each plugin's module, by the plugin's name; after {@link #resolve}. */
  public Map<String, String> digests() {
    Map<String, String> digests = new HashMap<>();
    codes.forEach((name, code) -> digests.put(name, code.sha256()));
    return digests;
  }

  /** All chains of the live configuration serve on as they are, but for those that are dropped. */
  public void keepAll() {
    manager.used().forEach((generation, count) -> used.merge(generation, count, Integer::sum));
  }

  /** A chain that was kept with all others does not serve on. */
  public void drop(List<BoundPlugin> chain) {
    for (BoundPlugin plugin : chain) {
      used.computeIfPresent(plugin.generation(), (g, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** A list of bindings with the place where it stands, for errors. */
  public record Refs(String path, List<PluginRef> refs) {}

  /**
   * The chain of some lists of bindings: by phase, then by priority, the higher first; among equals
   * gateway before listener before route, as given.
   */
  public List<BoundPlugin> chain(List<Refs> lists) {
    List<Bound> bound = new ArrayList<>();
    for (Refs list : lists) {
      for (int i = 0; i < list.refs().size(); i++) {
        bound.add(bind(list.refs().get(i), list.path() + "[" + i + "]"));
      }
    }
    bound.sort(
        Comparator.comparing(Bound::phase)
            .thenComparing(Comparator.comparingInt(Bound::priority).reversed()));
    return bound.stream().map(Bound::plugin).toList();
  }

  private Bound bind(PluginRef ref, String path) {
    GatewayConfig.Plugin plugin = plugins.get(ref.name());
    PluginCode code = codes.get(ref.name());
    if (plugin == null || code == null) {
      throw new ConfigException(
          new Problem(
              path + ".name",
              0,
              "no plugin " + ref.name(),
              "add it under plugins, or correct the name"));
    }
    PluginGeneration generation = manager.bind(plugin, ref, code, path, fresh);
    used.merge(generation, 1, Integer::sum);
    places.putIfAbsent(generation, path);
    GatewayConfig.FailStrategy strategy =
        ref.failStrategy() == null ? plugin.failStrategy() : ref.failStrategy();
    return new Bound(
        new BoundPlugin(generation, strategy),
        ref.phase() == null ? plugin.phase() : ref.phase(),
        ref.priority() == null ? plugin.priority() : ref.priority());
  }

  /**
   * A throw-away VM of each new generation: what does not start and configure here goes no further.
   */
  public void canary() {
    for (PluginGeneration generation : fresh.values()) {
      LastLines lines = manager.vms().lastLines();
      try {
        manager.vms().start(generation, lines).close();
      } catch (PluginException e) {
        throw refused(generation, "canary", e, manager.redact(lines.text()));
      }
    }
  }

  /** A VM of each new generation for each worker; no worker sees them yet. */
  public void prepare() {
    int workers = manager.workers().size();
    for (PluginGeneration generation : fresh.values()) {
      for (int i = 0; i < workers; i++) {
        prepared.add(new Prepared(generation.slot(i), startVm(generation, "worker " + i)));
      }
    }
  }

  private PluginVm startVm(PluginGeneration generation, String what) {
    try {
      return manager.vms().start(generation);
    } catch (PluginException e) {
      throw refused(generation, what, e, "");
    }
  }

  /**
   * @param said what the guest logged meanwhile, may be empty
   */
  private ConfigException refused(
      PluginGeneration generation, String what, PluginException e, String said) {
    String remedy =
        e.phase() == PluginException.Phase.CONFIGURE
            ? "correct its pluginConfig"
            : "use a version that starts, or raise its limits";
    return new ConfigException(
        new Problem(
            places.getOrDefault(generation, "plugins[" + generation.name() + "]"),
            0,
            "plugin "
                + generation.label()
                + " ("
                + what
                + "): "
                + e.getMessage()
                + (said.isEmpty() ? "" : "; it said: " + said),
            remedy));
  }

  /** This worker's part of the commit, on its loop, right after it has taken the new table. */
  public void adopt(int worker) {
    for (Prepared p : prepared) {
      if (p.slot.generation().slot(worker) == p.slot) {
        p.slot.adopt(p.vm);
      }
    }
  }

  /** Every worker has taken the new table. */
  public void committed() {
    prepared.clear(); // the workers' own now
    manager.committed(config, used, codes);
    if (!fresh.isEmpty()) {
      fresh.values().forEach(g -> log.info("plugin {}: live", g.label()));
    }
  }

  /** The change is refused: what was prepared for it is freed. */
  public void abandon() {
    prepared.forEach(p -> p.vm.close());
    prepared.clear();
    manager.abandoned();
  }
}
