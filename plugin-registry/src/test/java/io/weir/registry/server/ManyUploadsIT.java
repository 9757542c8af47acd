package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.http.ErrorCode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 uploads that nobody ends: a bound, room for those that end, and nothing left of them. */
class ManyUploadsIT {
  private static final int MANY = 10_000;
  private static final int MOST = 1_000;
  private static final byte[] NOTHING = {};

  @TempDir Path folder;

  @Test
  void areBoundedAndGoAway() throws Exception {
    RegistryOptions options =
        RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN);
    try (ServerHarness harness =
        new ServerHarness(options.withLimits(1_000, MOST, Duration.ofMinutes(30)))) {
      AtomicInteger opened = new AtomicInteger();
      List<Callable<Void>> all = new ArrayList<>();
      for (int worker = 0; worker < 10; worker++) {
        all.add(
            () -> {
              for (int i = 0; i < MANY / 10; i++) {
                open(harness, opened);
              }
              return null;
            });
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var each : threads.invokeAll(all)) {
          each.get();
        }
      }
      assertEquals(MOST, opened.get());
      assertEquals(200, harness.own("GET", "/v2/", NOTHING).statusCode());
    }
    try (ServerHarness harness =
        new ServerHarness(options.withLimits(1_000, MOST, Duration.ofNanos(1)))) {
      harness.blob("a/b", "content".getBytes(StandardCharsets.UTF_8)); // makes room
    }
    assertTrue(uploads().isEmpty(), () -> uploads().size() + " are left");
  }

  private static void open(ServerHarness harness, AtomicInteger opened) throws Exception {
    HttpResponse<byte[]> answer = harness.own("POST", "/v2/a/b/blobs/uploads/", NOTHING);
    if (answer.statusCode() == 202) {
      opened.incrementAndGet();
      return;
    }
    assertEquals(429, answer.statusCode());
    assertEquals("10", ServerHarness.header(answer, "Retry-After"));
    assertEquals(
        ErrorCode.TOOMANYREQUESTS,
        SpecError.code(new String(answer.body(), StandardCharsets.UTF_8)));
  }

  private List<Path> uploads() {
    try (Stream<Path> files = Files.list(folder.resolve("registry/uploads"))) {
      return files.toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
