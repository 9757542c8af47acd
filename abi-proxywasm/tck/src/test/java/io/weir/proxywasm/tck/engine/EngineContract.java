package io.weir.proxywasm.tck.engine;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.GuestFunction;
import io.weir.proxywasm.engine.HostFunction;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.InstanceLimits;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.engine.WasmInstance;
import io.weir.proxywasm.tck.wat.Wat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens the engine for each test and closes what the test opened, last first. */
abstract class EngineContract {
  static final InstanceLimits LIMITS = new InstanceLimits(16 << 20);
  static final ImportResolver NO_IMPORTS =
      imported -> {
        throw new AssertionError("unexpected import " + imported);
      };

  private final EngineUnderTest underTest;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  WasmEngine engine;

  EngineContract(EngineUnderTest underTest) {
    this.underTest = underTest;
  }

  @BeforeEach
  void openEngine() {
    engine = closing(underTest.open(new EngineOptions(null)));
  }

  @AfterEach
  void closeAll() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  EngineUnderTest underTest() {
    return underTest;
  }

  <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  CompiledModule compile(String wat, ImportResolver imports) {
    return closing(engine.compile(PluginCode.of(Wat.assemble(wat)), imports));
  }

  /** Compiles and instantiates a module without imports. */
  WasmInstance instance(String wat) {
    return closing(compile(wat, NO_IMPORTS).instantiate(this, LIMITS));
  }

  WasmInstance instance(String wat, Map<String, HostFunction> imports) {
    ImportResolver resolver = imported -> Objects.requireNonNull(imports.get(imported.name()));
    return closing(compile(wat, resolver).instantiate(this, LIMITS));
  }

  static GuestFunction function(WasmInstance instance, String name) {
    return Objects.requireNonNull(instance.function(name), name);
  }
}
