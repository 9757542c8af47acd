package io.weir.host.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a store. A journal is named after the contents that it continues, so that whatever a
 * crash leaves, each whole configuration finds its own changes and no others.
 */
final class StoreFiles {
  private static final int NAME_LENGTH = 16;

  private final Path folder;

  StoreFiles(Path folder) {
    this.folder = folder;
  }

  Path current() {
    return folder.resolve("gateway.json");
  }

  Path previous() {
    return folder.resolve("gateway.previous.json");
  }

  /** What waits to become the current one. */
  Path next() {
    return folder.resolve("gateway.next.json");
  }

  /** The same configuration without a journal, before it becomes the current one. */
  Path compacted() {
    return folder.resolve("gateway.compact.json");
  }

  /** The journal of the changes since {@code contents}. */
  Path journalOf(byte[] contents) {
    String name = Digests.hex(contents).substring(0, NAME_LENGTH);
    return folder.resolve("gateway." + name + ".journal");
  }

  /** Writes {@code contents}, which is on the disk when this returns. */
  static void write(Path file, byte[] contents) throws IOException {
    try (FileChannel channel = PrivateFiles.create(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(contents);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** {@code next} takes the place of the current one, which is kept as the previous one. */
  void replace(Path next) throws IOException {
    if (Files.exists(current())) {
      Files.deleteIfExists(previous());
      // a second name for the same file: current is never missing
      Files.createLink(previous(), current());
    }
    Files.move(next, current(), StandardCopyOption.ATOMIC_MOVE);
    forceNames();
  }

  /** New, changed and lost names are on the disk when this returns. */
  void forceNames() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Removes the journals that neither the current nor the previous configuration has. */
  void removeOldJournals() throws IOException {
    List<Path> journals = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "gateway.*.journal")) {
      found.forEach(journals::add);
    }
    for (Path whole : List.of(current(), previous())) {
      if (!journals.isEmpty() && Files.exists(whole)) {
        journals.remove(journalOf(Files.readAllBytes(whole)));
      }
    }
    for (Path journal : journals) {
      Files.deleteIfExists(journal);
    }
  }
}
