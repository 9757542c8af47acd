package io.weir.bench.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What memory this process uses.
 *
 * @param heapBytes what is left of the Java heap after a collection
 * @param residentBytes all that is in memory, 0 where the system does not tell
 */
record Footprint(long heapBytes, long residentBytes) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int COLLECTIONS =
      3; // classes are unloaded by one, what they held goes with the next

  /** Collects garbage, then measures. */
  static Footprint now() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Footprint(heap, resident());
  }

  private static long resident() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Footprint minus(Footprint other) {
    return new Footprint(heapBytes - other.heapBytes, residentBytes - other.residentBytes);
  }
}
