package io.weir.bench.registry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.bench.registry.CannotRunException;
import io.weir.bench.registry.Tools;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite at 1.1 and dev on one store, anonymous and with a token. */
class ConformanceIT {
  @TempDir Path folder;

  @Test
  void nothingFails() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ConformanceRun run =
        new ConformanceRun(suite(), folder, 0, new PrintStream(printed, true, UTF_8));
    assertEquals(List.of(), run.run(Scenario.SHORT), () -> printed.toString(UTF_8));
    assertTrue(printed.toString(UTF_8).contains("with a token"), printed.toString(UTF_8));
  }

  private static Suite suite() throws Exception {
    try {
      return Suite.build(new Tools(Path.of("..").toAbsolutePath().normalize()));
    } catch (CannotRunException e) {
      Assumptions.abort("skipped: " + e.getMessage());
      throw new AssertionError("abort throws", e);
    }
  }
}
