package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Weir, from the class path that is given.
 *
 * @param engine {@code endive} or {@code wasmtime}
 * @param classPath with the host and its engines
 */
public record WeirHost(String engine, String classPath) implements HostUnderTest {
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:-DontCompileHugeMethods",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xss8m");

  @Override
  public String name() {
    return "weir-" + engine;
  }

  @Override
  public boolean isLenient() {
    return true;
  }

  @Override
  public Running start(List<Deployment> deployments, InetSocketAddress origin, Path folder)
      throws IOException, InterruptedException {
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(config, configuration(deployments, origin));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", classPath, "io.weir.host.boot.Main", "run"));
    command.addAll(
        List.of("--config", config.toString(), "--data", folder.resolve("data").toString()));
    command.addAll(List.of("--admin", "127.0.0.1:" + Ports.free(1).getFirst(), "--workers", "1"));
    return HostProcess.start(name(), command, folder.resolve("log"), deployments);
  }

  private String configuration(List<Deployment> deployments, InetSocketAddress origin) {
    StringBuilder listeners = new StringBuilder("listeners:\n");
    StringBuilder plugins = new StringBuilder("plugins:\n");
    for (Deployment d : deployments) {
      listeners.append(
          "  - { name: %s, address: \"127.0.0.1:%d\", plugins: [ { name: %s } ] }\n"
              .formatted(d.name(), d.port(), d.name()));
      plugins.append(
          "  - { name: %s, url: \"%s\", engine: %s, pluginConfig: %s, vmConfig: { configuration: '%s' } }\n"
              .formatted(
                  d.name(),
                  d.module().toUri(),
                  engine,
                  d.pluginConfiguration(),
                  d.vmConfiguration()));
    }
    return listeners
        + """
        upstreams:
          - { name: origin, endpoints: [ "127.0.0.1:%d" ] }
          - { name: nobody, endpoints: [ "127.0.0.1:1" ] }
        routes:
          - { name: all, backendRefs: [ { name: origin } ] }
        """
            .formatted(origin.getPort())
        + plugins;
  }
}
