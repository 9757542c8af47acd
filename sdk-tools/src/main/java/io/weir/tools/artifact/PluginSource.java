package io.weir.tools.artifact;

import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A built plugin on disk: a module alone, or a plugin's folder with what describes it.
 *
 * @param module the module's file
 * @param wasm its bytes
 * @param specFile where the spec would be; null for a module alone
 * @param spec the text of {@code spec.yaml}; null for none
 * @param readme the text of {@code README.md}; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record PluginSource(
    Path module,
    byte[] wasm,
    @Nullable Path specFile,
    @Nullable String spec,
    @Nullable String readme) {

  /**
   * Opens a {@code .wasm} file or a plugin's folder.
   *
   * @throws ToolException when it is not there, cannot be read or is not built yet
   */
  public static PluginSource open(Path path) {
    if (Files.isDirectory(path)) {
      return openFolder(path);
    }
    if (!Files.exists(path)) {
      throw new ToolException(
          path + ": no such file or folder", "name a .wasm file, or the folder of a plugin");
    }
    return new PluginSource(path, bytes(path), null, null, null);
  }

  private static PluginSource openFolder(Path folder) {
    Path module = module(folder);
    Path spec = folder.resolve("spec.yaml");
    return new PluginSource(
        module, bytes(module), spec, text(spec), text(folder.resolve("README.md")));
  }

  private static Path module(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path last = absolute.getFileName();
    String name = last == null ? "" : last.toString();
    String file = name + ".wasm";
    List<Path> places =
        List.of(
            absolute.resolveSibling("out").resolve(file),
            absolute.resolve("out").resolve(file),
            absolute.resolve(file),
            absolute.resolve("plugin.wasm"));
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> notBuilt(folder, absolute, name, places));
  }

  private static ToolException notBuilt(
      Path folder, Path absolute, String name, List<Path> places) {
    Path build = absolute.resolveSibling("build");
    String remedy =
        Files.isExecutable(build) && Files.isRegularFile(build)
            ? "build it first: " + build + " " + name
            : "build it first, or name the .wasm file itself";
    return new ToolException(
        folder + ": no built module in it",
        List.of("looked for " + String.join(", ", places.stream().map(Path::toString).toList())),
        remedy,
        null);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static @Nullable String text(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ToolException unreadable(Path file, IOException e) {
    return new ToolException(
        file + ": cannot be read (" + e.getMessage() + ")", "make it a readable file", e);
  }
}
