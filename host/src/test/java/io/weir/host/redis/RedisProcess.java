package io.weir.host.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real Redis of a test's own, on a free port of loopback, that keeps nothing. */
public final class RedisProcess implements AutoCloseable {
  private final List<String> command = new ArrayList<>();
  private final int port;
  private Process process;

  /**
   * Starts one, or skips the test when there is none to start.
   *
   * @param options of its command line, {@code --requirepass} and {@code x} for instance
   */
  public RedisProcess(Path folder, String... options) throws Exception {
    port = freePort();
    command.addAll(
        List.of(
            program().toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            folder.toString(),
            "--logfile",
            folder.resolve("redis.log").toString()));
    command.addAll(List.of(options));
    process = begin();
  }

  private static Path program() {
    Path found = null;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path file = Path.of(folder, "redis-server");
      found = found == null && Files.isExecutable(file) ? file : found;
    }
    Assumptions.assumeTrue(
        found != null, "redis-server is not installed: apt-get install redis-server");
    return Objects.requireNonNull(found);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process begin() throws Exception {
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    for (int i = 0; i < 1_000 && started.isAlive(); i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return started;
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
    }
    started.destroyForcibly();
    throw new IllegalStateException("redis-server does not listen on port " + port);
  }

  public int port() {
    return port;
  }

  /** Ends it without a word to its clients. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again, on the same port and empty. */
  public void restart() throws Exception {
    process = begin();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
