package io.weir.bench.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Programs of others: found in {@code $WEIR_TOOLS}, in {@code target/tools}, or on the PATH; those
 * in Go are built when they are missing.
 *
 * @param home the root of the checkout
 */
public record Tools(Path home) {
  private static final long BUILD_MINUTES = 20;

  /** Where what is built here goes. */
  public Path folder() {
    String own = System.getenv("WEIR_TOOLS");
    return own != null && !own.isBlank() ? Path.of(own) : home.resolve("target/tools");
  }

  /** The program {@code name}; null when it is nowhere. */
  public @Nullable Path find(String name) {
    for (Path each : folders()) {
      Path file = each.resolve(name).toAbsolutePath();
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }

  private Set<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>(List.of(folder(), home.resolve("target/tools")));
    for (String each : String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator)) {
      folders.add(Path.of(each));
    }
    return folders;
  }

  /**
   * Builds a Go program of a module here, once.
   *
   * @param name the file that comes of it; it should hold the version
   * @param module the folder of its {@code go.mod}
   * @param what the package
   */
  public Path goBuild(String name, Path module, String what)
      throws IOException, InterruptedException, CannotRunException {
    Path there = find(name);
    if (there != null) {
      return there;
    }
    List<String> command = List.of("build", "-trimpath", "-o");
    return build(name, module, command, what);
  }

  private Path build(String name, Path module, List<String> verb, String what)
      throws IOException, InterruptedException, CannotRunException {
    Path go = find("go");
    if (go == null) {
      throw new CannotRunException(
          "no go on the PATH (expected: Go 1.25 or newer, https://go.dev/dl), to build " + name);
    }
    Files.createDirectories(folder());
    Path fresh = Files.createTempFile(folder().toAbsolutePath(), name, ".part");
    List<String> command = new ArrayList<>(List.of(go.toString()));
    command.addAll(verb);
    command.addAll(List.of(fresh.toString(), what));
    Outcome outcome =
        Outcome.of(command, module, Map.of("CGO_ENABLED", "0"), "", BUILD_MINUTES * 60);
    if (outcome.exit() != 0) {
      Files.deleteIfExists(fresh);
      throw new CannotRunException(name + " cannot be built:\n" + outcome.all());
    }
    return Files.move(fresh, folder().resolve(name), StandardCopyOption.REPLACE_EXISTING)
        .toAbsolutePath();
  }

  /**
   * How a command ended.
   *
   * @param exit -1 when it was ended for taking too long
   */
  public record Outcome(int exit, String out, String err) {

    /** All that it said. */
    public String all() {
      return out + err;
    }

    /**
     * Runs a command to its end.
     *
     * @param environment added to this process' own
     */
    public static Outcome of(
        List<String> command,
        Path folder,
        Map<String, String> environment,
        String input,
        long limitSeconds)
        throws IOException, InterruptedException {
      Path out = Files.createTempFile("out", "");
      Path err = Files.createTempFile("err", "");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try (var in = process.getOutputStream()) {
          in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
          // it did not read its input: its exit code tells
        }
        boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly().waitFor();
        }
        return new Outcome(ended ? process.exitValue() : -1, text(out), text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    }

    private static String text(Path file) throws IOException {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
  }
}
