package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another gateway, started by a program that gets two arguments. The first is the ports of its
 * upstreams on 127.0.0.1, {@code origin=PORT,http2=PORT,redis=PORT}; see {@link Surroundings}. The
 * second is a file of lines with tabs between {@code name}, {@code port}, {@code http} or {@code
 * tcp}, {@code module file}, {@code vm configuration} and as many {@code plugin configurations} as
 * the module is to stand on the chain. It serves each line on its port of 127.0.0.1 with one
 * worker, and ends on SIGTERM.
 *
 * @param name what the matrix calls it
 * @param program the file to run
 */
public record CommandHost(String name, Path program) implements HostUnderTest {
  @Override
  public Running start(List<Deployment> deployments, Surroundings surroundings, Path folder)
      throws IOException, InterruptedException {
    Path list = folder.resolve("deployments");
    Files.write(list, deployments.stream().map(CommandHost::line).toList());
    String ports =
        "origin=%d,http2=%d,redis=%d"
            .formatted(surroundings.origin(), surroundings.http2(), surroundings.redis());
    List<String> command = List.of(program.toAbsolutePath().toString(), ports, list.toString());
    return HostProcess.start(name, command, folder.resolve("log"), deployments);
  }

  private static String line(Deployment deployment) {
    List<String> fields = new ArrayList<>();
    fields.add(deployment.name());
    fields.add(Integer.toString(deployment.port()));
    fields.add(deployment.tcp() ? "tcp" : "http");
    fields.add(deployment.module().toString());
    fields.add(deployment.vmConfiguration());
    fields.addAll(deployment.pluginConfigurations());
    return String.join("\t", fields);
  }
}
