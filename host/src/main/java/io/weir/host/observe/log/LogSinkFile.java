package io.weir.host.observe.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The end of an access log: a file, which is opened anew when it has been renamed or removed, or
 * one of the process's own streams. For the writer's thread; a file may be opened on another
 * before.
 */
final class LogSinkFile implements LineRing.Sink {
  private final String name;
  private final @Nullable Path path;
  private FileChannel channel;
  private @Nullable Object key;

  private LogSinkFile(String name, @Nullable Path path, FileChannel channel, @Nullable Object key) {
    this.name = name;
    this.path = path;
    this.channel = channel;
    this.key = key;
  }

  /**
   * @param name a path, {@code /dev/stdout} or {@code /dev/stderr}
   * @throws IOException when the file cannot be written
   */
  static LogSinkFile open(String name) throws IOException {
    return switch (name) {
      case "/dev/stdout" -> new LogSinkFile(name, null, own(FileDescriptor.out), null);
      case "/dev/stderr" -> new LogSinkFile(name, null, own(FileDescriptor.err), null);
      default -> {
        Path path = Path.of(name);
        yield new LogSinkFile(name, path, append(path), key(path));
      }
    };
  }

  @SuppressWarnings("resource") // of the process, which keeps it open
  private static FileChannel own(FileDescriptor descriptor) {
    return new FileOutputStream(descriptor).getChannel();
  }

  private static FileChannel append(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static @Nullable Object key(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  String name() {
    return name;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Opens the file anew when another, or none, stands at its path: a rotation. */
  void reopenIfMoved() throws IOException {
    if (path == null || (key != null && key.equals(key(path)))) {
      return;
    }
    FileChannel next = append(path);
    channel.close();
    channel = next;
    key = key(path);
  }

  void close() throws IOException {
    if (path != null) {
      channel.close();
    }
  }
}
