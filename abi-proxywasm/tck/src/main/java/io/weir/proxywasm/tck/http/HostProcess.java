package io.weir.proxywasm.tck.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gateway as a child process, its output in a file. */
final class HostProcess implements HostUnderTest.Running {
  private static final long START_LIMIT_MS = 120_000;
  private static final long POLL_MS = 50;
  private static final long STOP_LIMIT_S = 20;
  private static final long END_LIMIT_MS = 300;
  private static final int TAIL = 20;

  private final String name;
  private final Process process;
  private final Path log;

  private HostProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts {@code command} and waits until every deployment's port takes a connection. */
  static HostProcess start(
      String name, List<String> command, Path log, List<HostUnderTest.Deployment> deployments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    HostProcess host = new HostProcess(name, builder.redirectOutput(log.toFile()).start(), log);
    try {
      for (HostUnderTest.Deployment deployment : deployments) {
        host.await(deployment.port());
      }
      return host;
    } catch (IOException | InterruptedException | RuntimeException e) {
      host.close();
      throw e;
    }
  }

  private void await(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_LIMIT_MS);
    while (!listens(port)) {
      if (!process.isAlive()) {
        throw new IOException(
            "%s: exit code %d before it served%n%s".formatted(name, process.exitValue(), log()));
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "%s: does not serve port %d after %d ms%n%s"
                .formatted(name, port, START_LIMIT_MS, log()));
      }
      Thread.sleep(POLL_MS);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public @Nullable String ended() throws InterruptedException {
    boolean over = process.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS);
    return over ? "exit code " + process.exitValue() : null;
  }

  @Override
  public String log() throws IOException {
    List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
