package io.weir.bench.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One life of an upstream's process, and the requests that are on it. */
final class OriginProcess implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Thread reader;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param wanted the port, 0 for any
   */
  OriginProcess(int wanted) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Origin.class.getName(),
                Integer.toString(wanted))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String first = out.readLine();
    if (first == null) {
      throw new IOException("an upstream's process has ended without a port");
    }
    port = Integer.parseInt(first);
    reader = Thread.startVirtualThread(() -> read(out));
  }

  private void read(BufferedReader out) {
    try {
      String line;
      while ((line = out.readLine()) != null) {
        String id = line.substring(1);
        if (line.charAt(0) == '+') {
          begun.add(id);
          underWay.add(id);
        } else {
          underWay.remove(id);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** SIGKILL. All that it has told is read when this returns. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // unlike the process itself, leaves its output to be read
    process.waitFor();
    reader.join();
  }

  /** Requests that it had begun with and not ended when it was killed. */
  Set<String> underWay() {
    return Set.copyOf(underWay);
  }

  /** How many requests it has begun with. */
  int begun() {
    return begun.size();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
