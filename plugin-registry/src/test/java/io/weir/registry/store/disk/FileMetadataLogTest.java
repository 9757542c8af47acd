package io.weir.registry.store.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMetadataLogTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatWasAddedAndGoesOn() throws IOException {
    try (FileMetadataLog log = open(new ArrayList<>())) {
      assertEquals(1, log.append(bytes("one")));
      assertEquals(2, log.append(bytes("two")));
    }
    List<String> read = new ArrayList<>();
    try (FileMetadataLog log = open(read)) {
      assertEquals(List.of("one", "two"), read);
      assertEquals(3, log.append(bytes("three")));
    }
    assertEquals(List.of("one", "two", "three"), records());
  }

  @Test
  void cutsATornTailOffWhereverItIs() throws IOException {
    fill("first", "second", "third");
    Path file = onlySegment();
    byte[] whole = Files.readAllBytes(file);
    int end = lastNonZero(whole) + 1;
    List<String> all = List.of("first", "second", "third");
    for (int length = 0; length < end; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      List<String> read = new ArrayList<>();
      try (FileMetadataLog log = open(read)) {
        assertEquals(all.subList(0, read.size()), read);
        assertTrue(read.size() < 3, "cut at " + length);
        log.append(bytes("more"));
      }
      List<String> expected = new ArrayList<>(read);
      expected.add("more");
      assertEquals(expected, records(), "cut at " + length);
      clear();
    }
  }

  /** Of a log in which each record was forced by itself, only the last may vanish. */
  @Test
  void neverTakesADamagedRecordForAnother() throws IOException {
    List<String> all = List.of("first", "second", "third");
    fill(all.toArray(String[]::new));
    Path file = onlySegment();
    byte[] whole = Files.readAllBytes(file);
    int end = lastNonZero(whole) + 1;
    for (int bit = 0; bit < end * 8; bit++) {
      byte[] damaged = Arrays.copyOf(whole, end + 100);
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      List<String> read = new ArrayList<>();
      try (FileMetadataLog log = open(read)) {
        assertEquals(all.subList(0, 2), read, "bit " + bit);
      } catch (IOException e) {
        assertTrue(e.toString().contains(file.toString()), e.toString());
        assertTrue(e.toString().contains("backup"), e.toString());
      }
      clear();
    }
  }

  @Test
  void takesAnUnfinishedGroupForTorn() throws IOException {
    Frames frames = new LogHeader(7).frames();
    var group = frames.group(1, List.of(bytes("a"), bytes("b"), bytes("c")));
    byte[] file = Arrays.copyOf(new LogHeader(7).bytes(), LogHeader.LENGTH + group.limit());
    group.get(file, LogHeader.LENGTH, group.limit());
    file[LogHeader.LENGTH + Frames.HEADER + 1 + Frames.HEADER] ^= 1; // the b
    Files.write(new LogFiles(folder).segment(1), file);

    assertEquals(List.of("a"), records());
  }

  @Test
  void sharesFlushesAndLosesNothing() throws Exception {
    Map<Long, String> added = new ConcurrentHashMap<>();
    try (FileMetadataLog log = open(new ArrayList<>());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> done = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String text = "record " + i;
        done.add(threads.submit(() -> added.put(log.append(bytes(text)), text)));
      }
      for (Future<String> each : done) {
        each.get();
      }
    }
    List<String> inOrder =
        IntStream.rangeClosed(1, 500).mapToObj(i -> added.get((long) i)).toList();
    assertEquals(inOrder, records());
  }

  @Test
  void keepsWhatCameAfterASnapshotAndNothingElse() throws IOException {
    try (FileMetadataLog log = open(new ArrayList<>())) {
      for (int round = 1; round <= 3; round++) {
        log.append(bytes("old"));
        long upTo = log.append(bytes("old"));
        log.append(bytes("later " + round));
        log.compact(List.of(bytes("snapshot " + round)), upTo);
      }
      log.append(bytes("last"));
    }
    assertEquals(List.of("snapshot 3", "later 3", "last"), records());
    try (var files = Files.list(folder)) {
      assertTrue(files.count() <= 3, "files pile up");
    }
  }

  @Test
  void ignoresASnapshotInTheMakingAndRefusesADamagedOne() throws IOException {
    try (FileMetadataLog log = open(new ArrayList<>())) {
      log.compact(List.of(bytes("all")), log.append(bytes("old")));
    }
    Path half = Files.writeString(folder.resolve("snapshot-0000000000000009.new"), "half");
    assertEquals(List.of("all"), records());
    assertFalse(Files.exists(half));

    Path snapshot = new LogFiles(folder).snapshots().firstEntry().getValue();
    byte[] whole = Files.readAllBytes(snapshot);
    for (int length = 0; length < whole.length; length++) {
      Files.write(snapshot, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, this::records, "cut at " + length);
    }
  }

  @Test
  void refusesALogWithAGap() throws IOException {
    fill("one");
    Files.move(onlySegment(), new LogFiles(folder).segment(5));
    IOException gap = assertThrows(IOException.class, this::records);
    assertTrue(gap.toString().contains("records 1 to 4"), gap.toString());
  }

  @Test
  void takesLargeRecords() throws IOException {
    byte[] large = new byte[3 << 20];
    Arrays.fill(large, (byte) 'x');
    try (FileMetadataLog log = open(new ArrayList<>())) {
      log.append(large);
      log.append(bytes("small"));
    }
    List<String> read = records();
    assertEquals(List.of(large.length, 5), read.stream().map(String::length).toList());
  }

  private void fill(String... records) throws IOException {
    try (FileMetadataLog log = open(new ArrayList<>())) {
      for (String each : records) {
        log.append(bytes(each));
      }
    }
  }

  private List<String> records() throws IOException {
    List<String> read = new ArrayList<>();
    open(read).close();
    return read;
  }

  private FileMetadataLog open(List<String> read) throws IOException {
    FileMetadataLog log = new FileMetadataLog(folder, Flush.OFF);
    log.replay(record -> read.add(StandardCharsets.UTF_8.decode(record).toString()));
    return log;
  }

  private Path onlySegment() throws IOException {
    return new LogFiles(folder).segments().firstEntry().getValue();
  }

  private void clear() throws IOException {
    for (Path each : new LogFiles(folder).segments().values()) {
      Files.delete(each);
    }
  }

  private static int lastNonZero(byte[] bytes) {
    int last = bytes.length - 1;
    while (bytes[last] == 0) {
      last--;
    }
    return last;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
