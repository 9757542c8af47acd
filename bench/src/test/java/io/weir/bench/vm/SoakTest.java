package io.weir.bench.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and generations leave no object behind. */
class SoakTest {
  @TempDir Path cache;

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void nothingIsLeftOfStreamsAndGenerations(String engine) throws IOException {
    List<Path> modules = SoakCommand.modules(Path.of(".."));
    String missing = SoakCommand.missing(engine, modules);
    Assumptions.assumeTrue(missing == null, missing);
    try (Soak soak = new Soak(engine, modules, cache)) {
      Soak.Result result = soak.run(6, 1200);
      assertEquals(0, result.contexts(), "contexts of ended streams");
      assertEquals(0, result.reachable(), "closed VMs that something holds");
      assertEquals(0, result.guestGrowth(), "bytes of guest memory");
    }
  }
}
