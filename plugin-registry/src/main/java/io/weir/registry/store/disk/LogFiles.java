package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the log's files: {@code log-<number of the first record>} and {@code
 * snapshot-<number of the last record it covers>}, in 16 hex digits.
 */
final class LogFiles {
  private static final Pattern NAME = Pattern.compile("(log|snapshot)-([0-9a-f]{16})");
  private static final String UNFINISHED = ".new";

  private final Path folder;

  LogFiles(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path segment(long first) {
    return folder.resolve("log-" + hex(first));
  }

  Path snapshot(long upTo) {
    return folder.resolve("snapshot-" + hex(upTo));
  }

  /** Where a snapshot is written before it gets its name. */
  Path unfinished(long upTo) {
    return folder.resolve("snapshot-" + hex(upTo) + UNFINISHED);
  }

  NavigableMap<Long, Path> segments() throws IOException {
    return list("log");
  }

  NavigableMap<Long, Path> snapshots() throws IOException {
    return list("snapshot");
  }

  private NavigableMap<Long, Path> list(String kind) throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Matcher name = NAME.matcher(String.valueOf(each.getFileName()));
        if (name.matches() && name.group(1).equals(kind)) {
          found.put(Long.parseLong(name.group(2), 16), each);
        }
      }
    }
    return found;
  }

  /** Deletes what a crash left unfinished. */
  void sweep() throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
      for (Path each : files) {
        Files.delete(each);
      }
    }
  }

  /** Deletes what a snapshot up to {@code upTo} says too. */
  void deleteCovered(long upTo) throws IOException {
    for (Path each : snapshots().headMap(upTo, false).values()) {
      Files.delete(each);
    }
    Map.Entry<Long, Path> last = segments().floorEntry(upTo + 1);
    if (last != null) {
      for (Path each : segments().headMap(last.getKey(), false).values()) {
        Files.delete(each);
      }
    }
  }

  private static String hex(long number) {
    return "%016x".formatted(number);
  }
}
