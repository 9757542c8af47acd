package io.weir.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.engine.EngineUnavailableException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured is what it is said to be. */
class CycleTest {
  private static final Path ROOT = Path.of("..");

  static List<Subject> subjects() {
    return Subject.all();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void addsOneHeaderToEachSideHoweverOftenItRuns(Subject subject) {
    String missing = subject.missing(ROOT);
    Assumptions.assumeTrue(missing == null, missing);
    try (Cycle cycle = Cycle.start(subject, ROOT)) {
      for (int i = 0; i < 300; i++) {
        assertEquals(2, cycle.run(), "headers added");
      }
      cycle.verify();
    }
  }

  @Test
  void anEngineThatIsNotThereIsNamed() {
    Subject odd = Subject.of("none/rs");
    assertThrows(EngineUnavailableException.class, odd::openEngine);
  }
}
