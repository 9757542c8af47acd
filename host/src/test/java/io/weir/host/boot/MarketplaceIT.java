package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The marketplace in a real browser, as bench/marketplace runs it: search, forms, binding. */
class MarketplaceIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path RUN = HOME.resolve("bench/browsers/market");

  @TempDir Path data;

  @Test
  void aBrowserFindsConfiguresAndBindsAPlugin() throws Exception {
    String chromium = find("chromium", "chromium-browser", "google-chrome");
    String node = find("node");
    Assumptions.assumeTrue(
        chromium != null && node != null && Files.isDirectory(RUN.resolve("node_modules")),
        "skipped: needs Node.js, chromium, and npm ci --prefix bench/browsers/market");
    Assumptions.assumeTrue(
        BundledPlugins.built(HOME).size() == 3, "skipped: needs the plugins; run ./weir build");
    String gateway = "127.0.0.1:" + freePort();
    Process up = up(gateway);
    try (BufferedReader out = up.inputReader()) {
      String ready = String.valueOf(out.readLine());
      assertTrue(ready.startsWith("ready "), ready + " " + Files.readString(data.resolve("err")));
      String admin = ready.replaceFirst(".* admin (\\S+) .*", "$1");
      String token = Files.readString(data.resolve("token")).strip();
      Path told = data.resolve("told");
      Process run =
          new ProcessBuilder(
                  String.valueOf(node), "run.mjs", chromium, "http://" + gateway, admin, token)
              .directory(RUN.toFile())
              .redirectErrorStream(true)
              .redirectOutput(told.toFile())
              .start();
      boolean ended = run.waitFor(5, TimeUnit.MINUTES);
      run.destroyForcibly();
      assertTrue(ended, Files.readString(told));
      assertEquals(0, run.exitValue(), Files.readString(told));
    } finally {
      up.destroy();
      up.waitFor(30, TimeUnit.SECONDS);
      up.destroyForcibly();
    }
  }

  private Process up(String gateway) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:-DontCompileHugeMethods"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // it lives for seconds
    command.add("-Dweir.home=" + HOME);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("up", "--gateway", gateway, "--workers", "1"));
    command.addAll(List.of("--admin", "127.0.0.1:0", "--registry", "127.0.0.1:0"));
    command.addAll(List.of("--demo", "127.0.0.1:" + freePort(), "--data", data.toString()));
    return new ProcessBuilder(command).redirectError(data.resolve("err").toFile()).start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static @Nullable String find(String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(names)
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(each -> Path.of(each, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }
}
