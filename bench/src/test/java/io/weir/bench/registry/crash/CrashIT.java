package io.weir.bench.registry.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few kills; and that the check sees what is lost. */
class CrashIT {
  private static final long SEED = 20_260_101;

  @TempDir Path folder;

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    CrashReport report = run(CrashOptions.SHORT_KILLS, Sabotage.Kind.NONE);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    assertEquals(
        0, report.print(new PrintStream(printed, true, UTF_8)), () -> printed.toString(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void theCheckSeesDamage(Sabotage.Kind kind) throws Exception {
    CrashReport report = run(1, kind);
    assertTrue(
        report.findings().losses().stream().anyMatch(each -> each.contains("/blobs/")),
        () -> "found: " + report.findings().losses());
  }

  private CrashReport run(int kills, Sabotage.Kind kind) throws Exception {
    return new CrashRun(
            new CrashOptions(
                kills, CrashOptions.SHORT_OPERATIONS, CrashOptions.WORKERS, SEED, kind, List.of()),
            folder)
        .run();
  }
}
