package io.weir.registry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link MetadataLog} does. */
public abstract class MetadataLogContract {
  /** The log of a test, as it was left; not replayed yet. */
  protected abstract MetadataLog openLog() throws IOException;

  @Test
  void keepsRecordsAndTheirNumbersFromRunToRun() throws IOException {
    try (MetadataLog log = openAndRead(new ArrayList<>())) {
      assertEquals(1, log.append(bytes("a")));
      assertEquals(2, log.append(bytes("b")));
    }
    List<String> read = new ArrayList<>();
    try (MetadataLog log = openAndRead(read)) {
      assertEquals(List.of("a", "b"), read);
      assertEquals(3, log.append(bytes("c")));
    }
  }

  @Test
  void keepsWhatManyThreadsAppendAtOnce() throws Exception {
    Set<Long> numbers = new HashSet<>();
    try (MetadataLog log = openAndRead(new ArrayList<>());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> appends =
          IntStream.range(0, 100)
              .mapToObj(i -> threads.submit(() -> log.append(bytes("r" + i))))
              .toList();
      for (Future<Long> each : appends) {
        numbers.add(each.get());
      }
    }

    assertEquals(100, numbers.size());
    List<String> read = new ArrayList<>();
    openAndRead(read).close();
    assertEquals(100, Set.copyOf(read).size());
  }

  @Test
  void compactionKeepsTheSnapshotAndWhatCameAfter() throws IOException {
    try (MetadataLog log = openAndRead(new ArrayList<>())) {
      for (String each : List.of("a", "b", "c", "d")) {
        log.append(bytes(each));
      }
      log.compact(List.of(bytes("abc")), 3);
      log.append(bytes("e"));
    }

    List<String> read = new ArrayList<>();
    try (MetadataLog log = openAndRead(read)) {
      assertEquals(List.of("abc", "d", "e"), read);
      assertEquals(6, log.append(bytes("f")));
    }
  }

  private MetadataLog openAndRead(List<String> read) throws IOException {
    MetadataLog log = openLog();
    log.replay(record -> read.add(StandardCharsets.UTF_8.decode(record).toString()));
    return log;
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
