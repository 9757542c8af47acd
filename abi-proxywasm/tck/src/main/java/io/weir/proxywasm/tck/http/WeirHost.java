package io.weir.proxywasm.tck.http;

import java.io.IOException;
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
  public Running start(List<Deployment> deployments, Surroundings surroundings, Path folder)
      throws IOException, InterruptedException {
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(config, configuration(deployments, surroundings));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", classPath, "io.weir.host.boot.Main", "run"));
    command.addAll(
        List.of("--config", config.toString(), "--data", folder.resolve("data").toString()));
    command.addAll(List.of("--admin", "127.0.0.1:" + Ports.free(1).getFirst(), "--workers", "1"));
    return HostProcess.start(name(), command, folder.resolve("log"), deployments);
  }

  private String configuration(List<Deployment> deployments, Surroundings surroundings) {
    StringBuilder text = new StringBuilder("listeners:\n");
    deployments.forEach(d -> text.append(listener(d)));
    text.append(
        """
        upstreams:
          - { name: origin, endpoints: [ "127.0.0.1:%1$d" ] }
          - { name: http2, protocol: H2C, endpoints: [ "127.0.0.1:%2$d" ] }
          - { name: redis, endpoints: [ "127.0.0.1:%3$d" ] }
          - { name: pair, endpoints: [ "127.0.0.1:%1$d", "127.0.0.1:%4$d" ] }
          - { name: nobody, endpoints: [ "127.0.0.1:%4$d" ] }
        routes:
          - { name: http2, matches: [ { path: { type: PathPrefix, value: /h2 } } ], backendRefs: [ { name: http2 } ] }
          - { name: pair, matches: [ { path: { type: PathPrefix, value: /pair } } ], backendRefs: [ { name: pair } ] }
          - { name: all, backendRefs: [ { name: origin } ] }
        plugins:
        """
            .formatted(
                surroundings.origin(),
                surroundings.http2(),
                surroundings.redis(),
                Surroundings.NOBODY));
    for (Deployment deployment : deployments) {
      for (int i = 0; i < deployment.pluginConfigurations().size(); i++) {
        text.append(plugin(deployment, i));
      }
    }
    return text.toString();
  }

  private static String listener(Deployment deployment) {
    List<String> plugins = new ArrayList<>();
    for (int i = 0; i < deployment.pluginConfigurations().size(); i++) {
      plugins.add("{ name: " + deployment.filter(i) + " }");
    }
    String protocol = deployment.tcp() ? "protocol: TCP, backendRefs: [ { name: origin } ], " : "";
    return "  - { name: %s, address: \"127.0.0.1:%d\", %splugins: [ %s ] }\n"
        .formatted(deployment.name(), deployment.port(), protocol, String.join(", ", plugins));
  }

  private String plugin(Deployment deployment, int index) {
    return "  - { name: %s, url: \"%s\", engine: %s, pluginConfig: %s, vmConfig: { configuration: '%s' } }\n"
        .formatted(
            deployment.filter(index),
            deployment.module().toUri(),
            engine,
            deployment.pluginConfigurations().get(index),
            deployment.vmConfiguration());
  }
}
