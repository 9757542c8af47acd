package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Another gateway, started by a program that gets two arguments: the origin as {@code host:port},
 * and a file of lines with tabs between {@code name}, {@code port}, {@code module file}, {@code vm
 * configuration} and {@code plugin configuration}. It serves each module on its port of 127.0.0.1
 * with one worker, sends requests to the origin, knows the origin for callouts as {@code origin}
 * and port 1 as {@code nobody}, and ends on SIGTERM.
 *
 * @param name what the matrix calls it
 * @param program the file to run
 */
public record CommandHost(String name, Path program) implements HostUnderTest {
  @Override
  public Running start(List<Deployment> deployments, InetSocketAddress origin, Path folder)
      throws IOException, InterruptedException {
    Path list = folder.resolve("deployments");
    StringBuilder lines = new StringBuilder();
    for (Deployment d : deployments) {
      lines.append(
          String.join(
              "\t",
              d.name(),
              Integer.toString(d.port()),
              d.module().toString(),
              d.vmConfiguration(),
              d.pluginConfiguration()));
      lines.append('\n');
    }
    Files.writeString(list, lines);
    List<String> command =
        List.of(
            program.toAbsolutePath().toString(), "127.0.0.1:" + origin.getPort(), list.toString());
    return HostProcess.start(name, command, folder.resolve("log"), deployments);
  }
}
