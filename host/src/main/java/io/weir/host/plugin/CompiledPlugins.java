package io.weir.host.plugin;

import io.weir.host.config.GatewayConfig.Engine;
import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.engine.WasmEngine;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled modules, so that none is compiled twice while it is in use or was lately. Used by the
 * one control thread.
 */
final class CompiledPlugins {
  private static final Logger log = LoggerFactory.getLogger(CompiledPlugins.class);
  private static final int KEEP_UNUSED = 16;

  private record Key(String sha256, Engine engine) {}

  private final Engines engines;
  private final Map<Key, CompiledPlugin> compiled = new LinkedHashMap<>(16, 0.75f, true);

  CompiledPlugins(Engines engines) {
    this.engines = engines;
  }

  /**
   * @throws PluginException when the module does not compile, or the engine is not there
   */
  CompiledPlugin get(PluginCode code, Engine wanted, String name) {
    Key key = new Key(code.sha256(), wanted);
    CompiledPlugin known = compiled.get(key);
    if (known == null) {
      known = compile(code, wanted, name);
      compiled.put(key, known);
    }
    return known;
  }

  private CompiledPlugin compile(PluginCode code, Engine wanted, String name) {
    WasmEngine engine = engines.choose(wanted, code);
    if (engine == null) {
      throw new PluginException(
          PluginException.Phase.LOAD,
          "engine " + wanted + " is not there on this machine: " + reason(wanted),
          null);
    }
    long start = System.nanoTime();
    CompiledPlugin plugin = CompiledPlugin.compile(engine, code);
    String slowness = plugin.module().slowness();
    WasmEngine better =
        wanted == Engine.auto && slowness != null ? engines.betterThan(engine) : null;
    if (better != null) {
      log.info("plugin {}: {}; compiled for {} instead", name, slowness, better.name());
      plugin.close();
      plugin = CompiledPlugin.compile(better, code);
    } else if (slowness != null) {
      log.warn("plugin {}: {}", name, slowness);
    }
    log.info(
        "plugin {}: compiled sha256:{} for {} in {} ms",
        name,
        code.sha256(),
        plugin.module().engine().name(),
        (System.nanoTime() - start) / 1_000_000);
    if (!plugin.unimplemented().isEmpty()) {
      log.warn(
          "plugin {}: imports what is not there yet, and is answered Unimplemented: {}",
          name,
          String.join(", ", plugin.unimplemented()));
    }
    return plugin;
  }

  private @Nullable String reason(Engine wanted) {
    return engines.statuses().stream()
        .filter(s -> s.name().equals(wanted.name()))
        .map(Engines.Status::reason)
        .findFirst()
        .orElse("it is not on the class path");
  }

  /** Frees what no generation uses, but for the few that were used last. */
  void trim(Set<CompiledPlugin> inUse) {
    Set<Key> unused = new HashSet<>();
    compiled.forEach(
        (key, plugin) -> {
          if (!inUse.contains(plugin)) {
            unused.add(key);
          }
        });
    int excess = unused.size() - KEEP_UNUSED;
    var eldestFirst = compiled.entrySet().iterator();
    while (excess > 0 && eldestFirst.hasNext()) {
      var entry = eldestFirst.next();
      if (unused.contains(entry.getKey())) {
        eldestFirst.remove();
        entry.getValue().close();
        excess--;
      }
    }
  }

  void close() {
    compiled.values().forEach(CompiledPlugin::close);
    compiled.clear();
  }
}
