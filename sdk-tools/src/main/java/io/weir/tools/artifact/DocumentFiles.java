package io.weir.tools.artifact;

import io.weir.registry.MediaTypes;
import io.weir.registry.PluginDocument;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a plugin's folder that are published with it. */
final class DocumentFiles {
  private static final long MAX_BYTES = 1 << 20;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private DocumentFiles() {}

  /** All that are there; {@code spec.yaml} first, the rest by name. */
  static List<PluginDocument> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(DocumentFiles::document)
          .flatMap(Optional::stream)
          .sorted(
              Comparator.comparing((PluginDocument each) -> !each.name().equals("spec.yaml"))
                  .thenComparing(PluginDocument::name))
          .toList();
    } catch (IOException e) {
      throw new ToolException(
          folder + ": cannot be read (" + e.getMessage() + ")", "make it a readable folder", e);
    }
  }

  private static Optional<PluginDocument> document(Path file) {
    String name = String.valueOf(file.getFileName());
    Optional<String> type = PluginDocument.mediaType(name);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    requireSmall(file);
    byte[] content = PluginSource.bytes(file);
    boolean icon = type.get().equals(MediaTypes.HIGRESS_ICON);
    if (icon && !Arrays.equals(PNG, Arrays.copyOf(content, PNG.length))) {
      throw new ToolException(file + ": not a PNG image", "convert it to PNG, or remove it");
    }
    return Optional.of(new PluginDocument(name, type.get(), content));
  }

  private static void requireSmall(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new ToolException(
            file + ": " + size + " bytes (expected: at most " + MAX_BYTES + ")",
            "shorten it, or keep it elsewhere");
      }
    } catch (IOException e) {
      throw new ToolException(
          file + ": cannot be read (" + e.getMessage() + ")", "make it a readable file", e);
    }
  }
}
