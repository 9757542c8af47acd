package io.weir.bench.torture.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What memory a process uses, in words for the table; {@code n/a} where the system does not tell.
 */
public final class ProcessMemory {

  private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern HEAP = Pattern.compile("used (\\d+)K");
  private static final long LIMIT_S = 20;

  private ProcessMemory() {}

  /** Resident size and used Java heap. The heap is as it is: garbage counts. */
  public static String of(long pid) throws IOException, InterruptedException {
    return "RSS %s, heap %s".formatted(rss(pid), heap(pid));
  }

  private static String rss(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return "n/a";
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .map(RSS::matcher)
          .filter(Matcher::find)
          .map(m -> mib(m.group(1)))
          .findFirst()
          .orElse("n/a");
    }
  }

  private static String heap(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return "n/a";
    }
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.heap_info")
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return "n/a";
    }
    Matcher used = HEAP.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
    return used.find() ? mib(used.group(1)) : "n/a";
  }

  private static String mib(String kib) {
    return Long.parseLong(kib) / 1024 + " MiB";
  }
}
