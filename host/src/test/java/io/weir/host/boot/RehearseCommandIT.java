package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.RecordingApplier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher records the classes of. */
class RehearseCommandIT {
  @TempDir Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void startsAnswersAndStops() {
    assertEquals(0, rehearse(DataPlanes::open), err.toString());
  }

  @Test
  void failsWhenNothingAnswers() {
    assertEquals(1, rehearse((options, secrets) -> new RecordingApplier()), err.toString());
  }

  @Test
  void isNotOfferedToPeople() {
    assertEquals(0, execute(DataPlanes::open, "--help"));
    assertTrue(out.toString().contains("doctor"), out.toString());
    assertFalse(out.toString().contains("rehearse"), out.toString());
  }

  private int rehearse(DataPlaneFactory dataPlane) {
    return execute(dataPlane, "rehearse", "--data", data.toString());
  }

  private int execute(DataPlaneFactory dataPlane, String... args) {
    return Main.execute(dataPlane, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
