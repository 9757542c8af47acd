package io.weir.bench.torture.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gateway as a child process, its output in a file. */
public final class GatewayProcess implements AutoCloseable {

  /** The main class of the real one. */
  public static final String MAIN = "io.weir.host.boot.Main";

  private static final long POLL_MS = 50;
  private static final long STOP_LIMIT_S = 20;
  private static final int TAIL = 30;

  private final Process process;
  private final Path log;

  private GatewayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it; {@link #awaitReady} says when it serves.
   *
   * @param log where its output goes
   * @param main the main class: {@link #MAIN}, or what stands in for it in a test
   * @param jvm flags of its Java machine, after those it always gets
   * @param args what follows the command {@code run}
   */
  public static GatewayProcess start(Path log, String main, List<String> jvm, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:-DontCompileHugeMethods"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath(), main, "run"));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return new GatewayProcess(builder.start(), log);
  }

  /**
   * Waits for the line that begins with {@code ready}.
   *
   * @throws IOException when the process ends first, or the limit passes; with its last output
   */
  public void awaitReady(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new IOException(
            "gateway: exit code %d before it was ready%n%s".formatted(process.exitValue(), tail()));
      }
      if (System.nanoTime() > end) {
        throw new IOException("gateway: not ready in %s%n%s".formatted(limit, tail()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Asks it to stop, and waits.
   *
   * @return its exit code, or -1 when it had to be killed
   */
  public int stop() throws InterruptedException {
    process.destroy();
    if (process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
      return process.exitValue();
    }
    close();
    return -1;
  }

  /** The lines of its output that hold {@code text}. */
  public List<String> logLines(String text) throws IOException {
    return lines().filter(line -> line.contains(text)).toList();
  }

  /** Its last lines of output. */
  public String tail() throws IOException {
    List<String> lines = lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  /** Kills it when it still runs. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(STOP_LIMIT_S, TimeUnit.SECONDS);
  }

  private boolean isReady() throws IOException {
    return lines().anyMatch(line -> line.startsWith("ready "));
  }

  /** Whatever bytes it wrote: a malformed one is replaced, not refused. */
  private Stream<String> lines() throws IOException {
    return new String(Files.readAllBytes(log), UTF_8).lines();
  }

  /**
   * This process' own class path, which holds the host; a test runner may keep the real one apart.
   */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
