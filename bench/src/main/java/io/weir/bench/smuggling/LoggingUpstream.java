package io.weir.bench.smuggling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of others, which writes {@code STATUS METHOD TARGET} for each request into a file. */
final class LoggingUpstream implements Upstream {
  private static final int START_LIMIT_MS = 5000;

  private final String name;
  private final int port;
  private final Process process;
  private final Path log;
  private int read;

  private LoggingUpstream(String name, int port, Process process, Path log) {
    this.name = name;
    this.port = port;
    this.process = process;
    this.log = log;
  }

  /** Node's HTTP server; the program must be on the path. */
  static LoggingUpstream node(Path folder) throws IOException, InterruptedException {
    Path script = folder.resolve("upstream.js");
    try (InputStream in = LoggingUpstream.class.getResourceAsStream("/smuggling/upstream.js")) {
      if (in == null) {
        throw new IllegalStateException("/smuggling/upstream.js: no such resource");
      }
      Files.write(script, in.readAllBytes());
    }
    int port = Ports.free();
    Path log = folder.resolve("node.log");
    return start("node", port, log, log, List.of("node", script.toString(), "" + port));
  }

  /** nginx; the program must be at /usr/sbin or on the path. */
  static LoggingUpstream nginx(Path folder) throws IOException, InterruptedException {
    int port = Ports.free();
    Path log = folder.resolve("nginx.log");
    Path config = folder.resolve("nginx.conf");
    Files.createFile(log);
    Files.writeString(config, NGINX.formatted(folder, port, log));
    Path program = Path.of("/usr/sbin/nginx");
    return start(
        "nginx",
        port,
        log,
        folder.resolve("nginx.out"),
        List.of(
            Files.exists(program) ? program.toString() : "nginx",
            "-c",
            config.toString(),
            "-e",
            folder.resolve("nginx.err").toString()));
  }

  private static LoggingUpstream start(
      String name, int port, Path log, Path output, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    LoggingUpstream upstream = new LoggingUpstream(name, port, process, log);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_LIMIT_MS);
    while (!Ports.isOpen(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException(name + ": it does not listen; see " + output);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return upstream;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Seen take() throws IOException {
    List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
    List<String> targets = new ArrayList<>();
    @Nullable String fault = null;
    for (String line : lines.subList(read, lines.size())) {
      String[] parts = line.split(" ", 3);
      if (parts[0].equals("400")) {
        fault = name + " found it malformed: " + line;
      } else if (!parts[2].equals(PROBE)) {
        targets.add(parts[2]);
      }
    }
    read = lines.size();
    return new Seen(targets, Set.of(), fault);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static final String NGINX =
      """
      daemon off;
      master_process off;
      pid %1$s/nginx.pid;
      events { worker_connections 1024; }
      http {
        log_format seen '$status $request_method $request_uri';
        access_log %3$s seen;
        client_body_temp_path %1$s/nginx-body;
        proxy_temp_path %1$s/nginx-proxy;
        fastcgi_temp_path %1$s/nginx-fastcgi;
        server {
          listen 127.0.0.1:%2$d;
          location / { return 200 "$request_uri"; }
        }
      }
      """;
}
