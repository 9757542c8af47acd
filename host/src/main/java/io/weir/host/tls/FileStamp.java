package io.weir.host.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What files were like at one moment: enough to tell whether one has changed. Symbolic links are
 * followed, as Kubernetes replaces secrets by them.
 */
record FileStamp(List<String> states) {
  /**
   * @param files null: none
   */
  static FileStamp of(@Nullable String... files) {
    List<String> states = new ArrayList<>();
    for (String file : files) {
      states.add(file == null ? "" : state(file));
    }
    return new FileStamp(states);
  }

  private static String state(String file) {
    try {
      BasicFileAttributes read =
          Files.readAttributes(Path.of(file).toRealPath(), BasicFileAttributes.class);
      return read.lastModifiedTime() + " " + read.size() + " " + read.fileKey();
    } catch (IOException | InvalidPathException e) {
      return "missing"; // whoever reads it says why
    }
  }
}
