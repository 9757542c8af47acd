package io.weir.registry.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.config.S3Config;
import io.weir.registry.store.MetadataLog;
import io.weir.registry.store.MetadataLogContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3LogIT extends MetadataLogContract {
  @TempDir static Path folder;
  private static S3Server server;
  private S3Config config;
  private S3Bucket bucket;

  @BeforeAll
  static void startServer() {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    config = server.freshPrefix();
    bucket = S3Bucket.open(config);
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  @Test
  void concurrentAppendsShareObjects() throws Exception {
    S3Log log = replayed(new ArrayList<>());
    Set<Long> numbers = new TreeSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> appends =
          IntStream.range(0, 200)
              .mapToObj(i -> threads.submit(() -> log.append(bytes("r" + i))))
              .toList();
      for (Future<Long> each : appends) {
        numbers.add(each.get());
      }
    }

    assertEquals(200, numbers.size());
    assertTrue(objects(LogNames.BATCHES).size() < 150, () -> "no batch was shared");
    List<String> read = new ArrayList<>();
    replayed(read);
    assertEquals(200, Set.copyOf(read).size());
  }

  @Test
  void compactionLeavesTheSnapshotAndWhatCameAfter() throws IOException {
    S3Log log = replayed(new ArrayList<>());
    for (String each : List.of("a", "b", "c", "d")) {
      log.append(bytes(each));
    }
    log.compact(List.of(bytes("abc")), 3);

    assertEquals(2, objects(LogNames.BATCHES).size(), "the claim and the last");
    List<String> read = new ArrayList<>();
    S3Log next = replayed(read);
    assertEquals(List.of("abc", "d"), read);
    assertEquals(5, next.append(bytes("e")));
    next.compact(List.of(bytes("abcde")), 5);
    assertEquals(1, objects(LogNames.SNAPSHOTS).size());
    read.clear();
    replayed(read);
    assertEquals(List.of("abcde"), read);
  }

  @Test
  void whoeverStartsLastFencesTheOthersOut() throws IOException {
    S3Log first = replayed(new ArrayList<>());
    first.append(bytes("a"));
    S3Log second = replayed(new ArrayList<>());

    IOException refused = assertThrows(IOException.class, () -> first.append(bytes("b")));
    assertTrue(refused.toString().contains("taken over by another registry"), refused::getMessage);
    assertThrows(IOException.class, () -> first.append(bytes("c")), "for good");
    second.append(bytes("d"));

    List<String> read = new ArrayList<>();
    replayed(read);
    assertEquals(List.of("a", "d"), read);
  }

  @Test
  void aWriterThatSleptStaysFencedAfterTheOthersCompacted() throws IOException {
    S3Log sleeper = replayed(new ArrayList<>());
    sleeper.append(bytes("a"));
    for (int run = 0; run < 3; run++) {
      S3Log other = replayed(new ArrayList<>());
      long last = other.append(bytes("x" + run));
      other.compact(List.of(bytes("all up to " + last)), last);
    }

    assertThrows(IOException.class, sleeper::checkOwner);
    assertThrows(IOException.class, () -> sleeper.append(bytes("lost")));
    assertThrows(IOException.class, () -> sleeper.compact(List.of(bytes("old")), 1));
    List<String> read = new ArrayList<>();
    replayed(read);
    assertEquals(List.of("all up to 4"), read);
  }

  @Test
  void saysWhichObjectIsDamagedOrMissing() throws IOException {
    S3Log log = replayed(new ArrayList<>());
    log.append(bytes("a"));
    log.append(bytes("b"));
    log.append(bytes("c"));
    List<String> names = objects(LogNames.BATCHES);
    byte[] original = Objects.requireNonNull(bucket.get(names.get(2)));
    byte[] flipped = original.clone();
    flipped[flipped.length - 6] ^= 1;

    bucket.put(names.get(2), flipped);
    IOException damaged = assertThrows(IOException.class, () -> replayed(new ArrayList<>()));
    assertTrue(damaged.toString().contains(names.get(2)), damaged::getMessage);

    bucket.delete(names.get(2));
    IOException missing = assertThrows(IOException.class, () -> replayed(new ArrayList<>()));
    assertTrue(missing.toString().contains("2 to 2 are nowhere"), missing::getMessage);
  }

  @Override
  protected MetadataLog openLog() throws IOException {
    return S3Log.open(bucket, folder);
  }

  private S3Log replayed(List<String> read) throws IOException {
    S3Log log = S3Log.open(bucket, folder);
    log.replay(record -> read.add(StandardCharsets.UTF_8.decode(record).toString()));
    return log;
  }

  private List<String> objects(String start) throws IOException {
    List<String> names = new ArrayList<>();
    bucket.list(start, each -> names.add(each.name()));
    return names;
  }
}
