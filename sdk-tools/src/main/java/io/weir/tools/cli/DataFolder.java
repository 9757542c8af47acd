package io.weir.tools.cli;

import io.weir.registry.AccessToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder that gateway, registry and commands share. */
public final class DataFolder {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder, where the token is (default: ~/.weir; env WEIR_DATA).")
  private @Nullable String given;

  /** The folder, which need not exist. */
  public Path path() {
    String folder = firstOf(given, System.getenv("WEIR_DATA"));
    return folder != null
        ? Path.of(folder)
        : Path.of(System.getProperty("user.home"), ".weir").toAbsolutePath();
  }

  /** The file that holds the token, which need not exist. */
  public Path tokenFile() {
    return path().resolve("token");
  }

  /** The token; null when no start has made one yet. */
  public @Nullable String token() {
    Path file = tokenFile();
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return AccessToken.read(file);
    } catch (IOException e) {
      throw new ToolException(
          "the token file " + file + " cannot be used: " + e.getMessage(),
          "run this as the user who owns it, or name another folder with --data DIR",
          e);
    }
  }

  /** The first that is neither null nor blank, or null. */
  public static @Nullable String firstOf(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }
}
