package io.weir.tools.artifact;

import io.weir.registry.PluginDocument;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A built plugin on disk: a module alone, or a plugin's folder with what describes it.
 *
 * @param module the module's file
 * @param wasm its bytes
 * @param folder the plugin's folder; null for a module alone
 * @param documents what goes with the module: {@code spec.yaml} first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record PluginSource(
    Path module, byte[] wasm, @Nullable Path folder, List<PluginDocument> documents) {
  private static final String SPEC = "spec.yaml";

  public PluginSource {
    documents = List.copyOf(documents);
  }

  /**
   * Opens a {@code .wasm} file or a plugin's folder.
   *
   * @throws ToolException when it is not there, cannot be read or is not built yet
   */
  public static PluginSource open(Path path) {
    if (Files.isDirectory(path)) {
      Path module = module(path);
      return new PluginSource(module, bytes(module), path, DocumentFiles.read(path));
    }
    if (!Files.exists(path)) {
      throw new ToolException(
          path + ": no such file or folder", "name a .wasm file, or the folder of a plugin");
    }
    return new PluginSource(path, bytes(path), null, List.of());
  }

  /** The text of {@code spec.yaml}; null for none. */
  public @Nullable String spec() {
    return text(SPEC);
  }

  /** Where {@code spec.yaml} is or would be, for messages. */
  public String specPlace() {
    return folder == null ? SPEC : folder.resolve(SPEC).toString();
  }

  /** The text of the document {@code name}; null when it is not there. */
  public @Nullable String text(String name) {
    return documents.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(each -> new String(each.content(), StandardCharsets.UTF_8))
        .orElse(null);
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

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ToolException(
          file + ": cannot be read (" + e.getMessage() + ")", "make it a readable file", e);
    }
  }
}
