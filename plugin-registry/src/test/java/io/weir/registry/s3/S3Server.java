package io.weir.registry.s3;

import io.weir.registry.Tools;
import io.weir.registry.config.S3Config;
import io.weir.registry.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real S3 server over a folder, with one bucket, for as long as a test class runs. */
public final class S3Server implements AutoCloseable {
  private static final String INSTALL =
      "go install github.com/versity/versitygw/cmd/versitygw@v1.8.0";
  private static final String BUCKET = "weir-test";
  private static final Secret KEY = new Secret("weir-test-key");
  private static final Secret SECRET = new Secret("weir-test-secret");
  private static final int START_SECONDS = 20;
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one in {@code folder}, or skips the test where the program is missing. */
  public static S3Server start(Path folder) {
    Path program = Tools.find("versitygw", INSTALL);
    try {
      Files.createDirectories(folder.resolve("data").resolve(BUCKET));
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
              program.toString(), "--port", "127.0.0.1:" + port, "--quiet", "posix", "data");
      builder.environment().put("ROOT_ACCESS_KEY_ID", KEY.value());
      builder.environment().put("ROOT_SECRET_ACCESS_KEY", SECRET.value());
      builder.directory(folder.toFile()).redirectErrorStream(true);
      builder.redirectOutput(folder.resolve("versitygw.log").toFile());
      S3Server server = new S3Server(builder.start(), port);
      server.awaitPort();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void awaitPort() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException("versitygw does not start; see versitygw.log");
      }
      sleep();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A prefix that nobody else uses. */
  public S3Config freshPrefix() {
    return at("run/" + PREFIXES.incrementAndGet());
  }

  S3Config at(String prefix) {
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    return new S3Config(endpoint, "us-east-1", BUCKET, prefix, KEY, SECRET, true);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
