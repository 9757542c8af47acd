package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Envoy with its V8 engine.
 *
 * @param binary the program
 */
public record EnvoyHost(Path binary) implements HostUnderTest {
  @Override
  public String name() {
    return "envoy";
  }

  @Override
  public Running start(List<Deployment> deployments, Surroundings surroundings, Path folder)
      throws IOException, InterruptedException {
    Path config = folder.resolve("envoy.yaml");
    Files.writeString(config, EnvoyConfig.of(deployments, surroundings));
    List<String> command =
        List.of(
            binary.toString(),
            "-c",
            config.toString(),
            "--concurrency",
            "1",
            "--use-dynamic-base-id",
            "--log-level",
            "warning");
    return HostProcess.start(name(), command, folder.resolve("log"), deployments);
  }
}
