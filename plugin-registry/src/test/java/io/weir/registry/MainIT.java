package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
class MainIT {
  private static final String READY = "ready registry http://";

  @TempDir Path data;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void servesMakesATokenAndStopsCleanly() throws Exception {
    Process process = start();
    String authority = ready(process);
    Path token = data.resolve("token");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
    push(authority, Wasm.empty());
    process.destroy(); // SIGTERM
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  @Test
  void keepsWhatWasPushedOverAKill() throws Exception {
    byte[] wasm = Wasm.ofSize(300_000, 2);
    Process first = start();
    Digest digest = push(ready(first), wasm);
    first.destroyForcibly().waitFor();

    String authority = ready(start());
    try (PluginPuller puller = new PluginPuller(data.resolve("cache"), ClientOptions.defaults())) {
      PluginArtifact pulled = puller.pull("oci://" + authority + "/p:1", null);
      assertEquals(digest, pulled.manifestDigest());
    }
  }

  @Test
  void namesAPortInUse() throws Exception {
    String authority = ready(start());
    Process second = run("--listen", authority, "--data", data.resolve("second").toString());

    assertTrue(second.waitFor(30, TimeUnit.SECONDS));
    assertEquals(1, second.exitValue());
    String said = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.contains(authority) && said.contains("--listen"), said);
  }

  @Test
  void aNameThatClientsUseIsTakenOverPlainHttpToo() throws Exception {
    String authority =
        ready(
            run("--listen", "127.0.0.1:0", "--data", data.toString(), "--host", "reg.example.com"));

    assertEquals("HTTP/1.1 200 OK", firstLine(authority, "reg.example.com"));
    assertEquals("HTTP/1.1 403 Forbidden", firstLine(authority, "other.example.com"));
  }

  private static String firstLine(String authority, String host) throws IOException {
    int port = Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = "GET /v2/_catalog HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return String.valueOf(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).readLine());
    }
  }

  private Digest push(String authority, byte[] wasm) throws IOException {
    String token = AccessToken.read(data.resolve("token"));
    ClientOptions options =
        ClientOptions.defaults().withCredentials(any -> new Credentials(AccessToken.USER, token));
    try (RegistryClient client = new RegistryClient(options)) {
      return PluginPackage.of(wasm)
          .push(client, Reference.parse(authority + "/p:1"), PluginLayout.HIGRESS);
    }
  }

  private Process start() throws IOException {
    return run("--listen", "127.0.0.1:0", "--data", data.toString());
  }

  private Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.weir.registry.Main");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  /** The authority of the first line on the standard output, which must be the ready line. */
  private static String ready(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertNotNull(line, () -> "no ready line: " + errors(process));
    assertTrue(line.startsWith(READY), line);
    return line.substring(READY.length());
  }

  private static String errors(Process process) {
    try {
      return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
