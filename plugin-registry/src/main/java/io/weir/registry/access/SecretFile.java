package io.weir.registry.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Writes files that only their owner reads: whole or not at all, and durable. */
final class SecretFile {
  private SecretFile() {}

  /** Replaces what is there. */
  static void replace(Path file, byte[] content) throws IOException {
    Path fresh = fresh(file, content);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Makes it when it is not there; who comes second finds what the first made. */
  static void create(Path file, byte[] content) throws IOException {
    Path fresh = fresh(file, content);
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // another process made it in between: that one counts
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static Path fresh(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(folder, ".fresh", "", ownerOnly);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content));
      channel.force(true);
    }
    return fresh;
  }
}
