package io.weir.registry.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A file that is begun anew when it has grown: {@code audit.log} becomes {@code audit.log.1}, that
 * {@code audit.log.2}, and the last goes. For one thread, but for {@link #close}.
 */
final class RotatingFile implements AutoCloseable {
  private final Path path;
  private final long maxBytes;
  private final int keep;
  private FileChannel channel;
  private long size;

  RotatingFile(Path path, long maxBytes, int keep) throws IOException {
    this.path = path;
    this.maxBytes = maxBytes;
    this.keep = keep;
    Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    channel = open();
    size = channel.size();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
  }

  /** Writes a line, all of it. */
  void write(byte[] line) throws IOException {
    if (!channel.isOpen()) {
      channel = open(); // the last try to begin a new one failed
      size = channel.size();
    }
    if (size > 0 && size + line.length > maxBytes) {
      rotate();
    }
    ByteBuffer rest = ByteBuffer.wrap(line);
    while (rest.hasRemaining()) {
      size += channel.write(rest);
    }
  }

  private void rotate() throws IOException {
    channel.force(true);
    channel.close();
    for (int i = keep - 1; i >= 0; i--) {
      Path from = i == 0 ? path : numbered(i);
      if (Files.exists(from)) {
        Files.move(from, numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    channel = open();
    size = 0;
  }

  private Path numbered(int i) {
    return path.resolveSibling(path.getFileName() + "." + i);
  }

  @Override
  public void close() throws IOException {
    channel.force(true);
    channel.close();
  }
}
