package io.weir.registry.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Whether what is written is also forced to the disk, so that it outlives a power cut. */
public enum Flush {
  /** Forced. */
  ON,
  /** Left to the system: quick; outlives a kill of the process, but not a power cut. */
  OFF;

  /** Forces the content and length of an open file. */
  void force(FileChannel channel) throws IOException {
    if (this == ON) {
      channel.force(false);
    }
  }

  /** Forces a file's content and length. */
  void file(Path file) throws IOException {
    if (this == ON) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(false);
      }
    }
  }

  /** Forces the names in a folder. */
  void folder(Path folder) throws IOException {
    if (this == ON) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
