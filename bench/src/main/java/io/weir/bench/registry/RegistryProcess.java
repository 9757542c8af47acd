package io.weir.bench.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One life of a registry in a process of its own. Not thread-safe. */
public final class RegistryProcess implements AutoCloseable {
  private static final String READY = "ready registry ";
  private static final long STOP_SECONDS = 20;

  private final Process process;
  private final Path data;
  private final URI url;
  private final long startMillis;

  private RegistryProcess(Process process, Path data, URI url, long startMillis) {
    this.process = process;
    this.data = data;
    this.url = url;
    this.startMillis = startMillis;
  }

  /**
   * Starts a registry and waits until it serves.
   *
   * @param data its data folder; what it writes to its standard error is appended to {@code
   *     registry.log} there
   * @param port 0 for any
   * @param flags further ones of {@code weir registry}
   * @throws IOException when it ends instead; with the end of its log
   */
  public static RegistryProcess start(Path data, int port, List<String> flags) throws IOException {
    Files.createDirectories(data);
    Path log = data.resolve("registry.log");
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command(data, port, flags))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the registry has ended before it was ready:\n" + tail(log));
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    return new RegistryProcess(
        process, data, URI.create(line.substring(READY.length()).strip()), millis);
  }

  /** Starts a registry and kills it (SIGKILL) after a while, ready or not. */
  public static void killWhileStarting(Path data, long afterMillis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(data, 0, List.of()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("registry.log").toFile()))
            .start();
    Thread.sleep(afterMillis);
    process.destroyForcibly().waitFor();
  }

  private static List<String> command(Path data, int port, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.weir.registry.Main",
            "--listen",
            "127.0.0.1:" + port,
            "--data",
            data.toString()));
    command.addAll(flags);
    return command;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  public URI url() {
    return url;
  }

  /** {@code host:port}. */
  public String authority() {
    return url.getAuthority();
  }

  /** From the start of the process to its first answer, JVM included. */
  public long startMillis() {
    return startMillis;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The token that may push. */
  public String token() throws IOException {
    return Files.readString(data.resolve("token")).strip();
  }

  /** SIGKILL; gone when this returns. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and SIGKILL when that does not help. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
