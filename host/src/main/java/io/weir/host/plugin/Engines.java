package io.weir.host.plugin;

import io.weir.host.config.GatewayConfig.Engine;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.EngineUnavailableException;
import io.weir.proxywasm.engine.WasmEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines that run on this machine. Control side. */
public final class Engines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engines.class);

  /**
   * Small modules are chatty and gain from the cheap boundary of Endive; large ones are Go,
   * JavaScript or carry tables of expressions, and gain from the better code of Wasmtime.
   */
  private static final int SMALL_MODULE = 256 << 10;

  /**
   * An engine and whether it runs here.
   *
   * @param reason why it does not, null when it does
   */
  public record Status(String name, boolean available, @Nullable String reason) {}

  private final Map<String, WasmEngine> open = new LinkedHashMap<>();
  private final List<Status> statuses = new ArrayList<>();

  /** Opens every engine that is on the class path and can run. */
  public Engines(EngineOptions options) {
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      try {
        open.put(provider.name(), provider.open(options));
        statuses.add(new Status(provider.name(), true, null));
      } catch (EngineUnavailableException e) {
        statuses.add(new Status(provider.name(), false, e.getMessage()));
        log.info("engine {} is not there: {}", provider.name(), e.getMessage());
      }
    }
  }

  public List<Status> statuses() {
    return List.copyOf(statuses);
  }

  /**
   * @return the engine, or null when the one asked for by name is not there
   */
  @Nullable WasmEngine choose(Engine wanted, PluginCode code) {
    if (wanted != Engine.auto) {
      return open.get(wanted.name());
    }
    WasmEngine wasmtime = open.get("wasmtime");
    WasmEngine endive = open.get("endive");
    if (wasmtime != null && (endive == null || code.bytes().length > SMALL_MODULE)) {
      return wasmtime;
    }
    return endive;
  }

  /** The engine of this name, or null when it is not there. */
  public @Nullable WasmEngine named(String name) {
    return open.get(name);
  }

  /** Another engine for a module that {@code used} runs badly, or null. */
  @Nullable WasmEngine betterThan(WasmEngine used) {
    WasmEngine wasmtime = open.get("wasmtime");
    return wasmtime == used ? null : wasmtime;
  }

  @Override
  public void close() {
    open.values().forEach(WasmEngine::close);
  }
}
