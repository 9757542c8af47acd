package io.weir.tools.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a folder's source is kept, as {@code git} tells it. Empty without git, or outside a clone.
 *
 * @param source the address of the remote {@code origin} without user and password; empty for none
 * @param revision the last commit that touched the folder, with {@code -dirty} after it when the
 *     folder holds changes; empty for none
 */
public record SourceControl(String source, String revision) {
  private static final SourceControl NONE = new SourceControl("", "");
  private static final int SECONDS = 10;
  private static final int MAX_OUTPUT = 64 << 10;

  /** What git says of {@code folder}. */
  public static SourceControl of(Path folder) {
    Optional<String> commit = git(folder, "log", "-1", "--format=%H", "--", ".");
    if (commit.isEmpty() || commit.get().isEmpty()) {
      return NONE;
    }
    boolean dirty = !git(folder, "status", "--porcelain", "--", ".").orElse("").isEmpty();
    String origin = git(folder, "config", "--get", "remote.origin.url").orElse("");
    return new SourceControl(address(origin), commit.get() + (dirty ? "-dirty" : ""));
  }

  /** {@code git@host:path} as {@code https://host/path}; without credentials; no local paths. */
  static String address(String origin) {
    String text = origin.replaceFirst("^(?:ssh://)?git@([^/:]+)(?::\\d+)?[:/]", "https://$1/");
    if (!text.matches("https?://.*")) {
      return "";
    }
    return text.replaceFirst("//[^/@]*@", "//").replaceFirst("\\.git$", "");
  }

  private static Optional<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      byte[] output;
      try (InputStream in = process.getInputStream()) {
        output = in.readNBytes(MAX_OUTPUT);
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String text = new String(output, StandardCharsets.UTF_8).strip();
      return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no git here: the annotations are left out
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
