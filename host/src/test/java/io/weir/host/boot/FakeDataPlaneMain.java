package io.weir.host.boot;

import io.weir.host.config.RecordingApplier;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The gateway's main class with a fake data plane, to be run as a process. */
final class FakeDataPlaneMain {
  private FakeDataPlaneMain() {}

  public static void main(String[] args) {
    System.exit(
        Main.execute(
            (options, secrets) -> new RecordingApplier(),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }
}
