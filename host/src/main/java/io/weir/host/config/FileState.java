package io.weir.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What a file was like at one moment: enough to tell whether it has changed.
 *
 * @param attributes null when there was no readable file
 * @param digest of the contents, empty when there was no readable file
 */
record FileState(@Nullable Attributes attributes, String digest) {
  /**
   * @param target where symbolic links led
   * @param key the inode, where the file system has them
   */
  record Attributes(Path target, FileTime modified, long size, @Nullable Object key) {}

  static FileState of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Attributes attributes = attributes(file);
      return new FileState(attributes, Digests.hex(in.readNBytes(ConfigReader.MAX_BYTES + 1)));
    } catch (IOException gone) {
      // whoever loads the file reports why
      return new FileState(null, "");
    }
  }

  /** Whether the file looks unchanged without a look into it. */
  boolean hasAttributesOf(Path file) {
    try {
      return attributes(file).equals(attributes);
    } catch (IOException gone) {
      return attributes == null;
    }
  }

  private static Attributes attributes(Path file) throws IOException {
    Path target = file.toRealPath();
    BasicFileAttributes read = Files.readAttributes(target, BasicFileAttributes.class);
    return new Attributes(target, read.lastModifiedTime(), read.size(), read.fileKey());
  }
}
