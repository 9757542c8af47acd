package io.weir.proxywasm.tck.inprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.EngineUnavailableException;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.tck.rule.Driver;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Rules;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule that needs no host, on both engines. */
class CoreRulesTest {
  @TestFactory
  Stream<DynamicTest> endive() {
    return rules("endive");
  }

  @TestFactory
  Stream<DynamicTest> wasmtime() {
    return rules("wasmtime");
  }

  private static Stream<DynamicTest> rules(String engine) {
    CoreSubject subject = new CoreSubject(open(engine));
    return Rules.all().stream()
        .filter(rule -> rule.drivers().contains(Driver.IN_PROCESS))
        .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> hold(rule, subject)))
        .onClose(subject::close);
  }

  private static void hold(Rule rule, CoreSubject subject) {
    assertEquals(List.of(), subject.run(rule).mismatches(rule), rule.text());
  }

  private static WasmEngine open(String name) {
    EngineProvider provider =
        ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    try {
      return provider.open(new EngineOptions(null));
    } catch (EngineUnavailableException e) {
      Assumptions.abort("engine " + name + " is not there: " + e.getMessage());
      throw e;
    }
  }
}
