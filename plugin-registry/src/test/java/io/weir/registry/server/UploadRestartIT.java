package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that a restart interrupts. */
class UploadRestartIT {
  private static final byte[] NOTHING = {};

  @TempDir Path folder;

  @Test
  void goesOnWhereItStopped() throws Exception {
    String location;
    try (ServerHarness before = start()) {
      location = open(before);
      before.own("PATCH", location, "0123".getBytes(UTF_8));
    }
    Digest digest = Digest.sha256("0123456789".getBytes(UTF_8));
    try (ServerHarness after = start()) {
      var state = after.own("GET", location, NOTHING);
      assertEquals(204, state.statusCode());
      assertEquals("0-3", ServerHarness.header(state, "Range"));
      byte[] rest = "456789".getBytes(UTF_8);
      assertEquals(202, after.own("PATCH", location, rest, "Content-Range", "4-9").statusCode());
      var done = after.own("PUT", location + "?digest=" + digest, NOTHING);
      assertEquals(201, done.statusCode());
      assertArrayEquals("0123456789".getBytes(UTF_8), after.get("/v2/a/b/blobs/" + digest).body());
    }
    assertEquals(0, uploads());
  }

  @Test
  void holdsNoFileOpenForAnIdleUpload() throws Exception {
    try (ServerHarness harness = start()) {
      long before = openFiles();
      for (int i = 0; i < 300; i++) {
        harness.own("PATCH", open(harness), "0123".getBytes(UTF_8));
      }
      assertEquals(300, uploads());
      assertEquals(true, openFiles() - before < 100, "files are held open");
    }
  }

  private ServerHarness start() throws IOException {
    return new ServerHarness(RegistryOptions.of("127.0.0.1", 0, folder, ServerHarness.TOKEN));
  }

  private static String open(ServerHarness harness) throws Exception {
    return ServerHarness.header(harness.own("POST", "/v2/a/b/blobs/uploads/", NOTHING), "Location");
  }

  private long uploads() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("uploads"))) {
      return files.count();
    }
  }

  private static long openFiles() {
    return ((com.sun.management.UnixOperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }
}
