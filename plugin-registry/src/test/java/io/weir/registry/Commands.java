package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs the tools that people have, in a folder and with a docker configuration of its own. */
public record Commands(Path folder) {
  private static final int SECONDS = 60;

  /** What {@code command} printed; it must end well. */
  public String ok(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", "");
    Path errors = Files.createTempFile(folder, "errors", "");
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile());
    builder.environment().put("DOCKER_CONFIG", folder.resolve("docker").toString());
    builder.environment().put("HOME", folder.toString());
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, () -> "hangs: " + List.of(command));
    String text = Files.readString(output);
    assertEquals(0, process.exitValue(), text + Files.readString(errors));
    return text;
  }

  /** Where the tool {@code name} is, in $WEIR_TOOLS or on the PATH; without it the test skips. */
  public static String tool(String name, String howToGetIt) {
    List<Path> folders = new ArrayList<>();
    String own = System.getenv("WEIR_TOOLS");
    if (own != null && !own.isBlank()) {
      folders.add(Path.of(own));
    }
    Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
        .map(Path::of)
        .forEach(folders::add);
    for (Path each : folders) {
      if (Files.isExecutable(each.resolve(name))) {
        return each.resolve(name).toString();
      }
    }
    Assumptions.abort(
        name + " is neither in $WEIR_TOOLS nor on the PATH: skipping; get it: " + howToGetIt);
    throw new AssertionError("abort throws");
  }

  public static String crane() {
    return tool("crane", "go install github.com/google/go-containerregistry/cmd/crane@v0.22.1");
  }

  public static String oras() {
    return tool("oras", "go install oras.land/oras/cmd/oras@v1.3.6");
  }

  public static String skopeo() {
    return tool("skopeo", "apt-get install skopeo");
  }
}
