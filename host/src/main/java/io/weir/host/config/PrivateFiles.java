package io.weir.host.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only the user of the gateway can read. */
public final class PrivateFiles {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private PrivateFiles() {}

  /** Makes {@code folder} with mode 0700 when it is missing, and its parents. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder, permissions("rwx------"));
  }

  /** A new file with mode 0600 in the place of {@code file}; the caller closes the channel. */
  public static FileChannel create(Path file) throws IOException {
    Files.deleteIfExists(file);
    return FileChannel.open(file, NEW, permissions("rw-------"));
  }

  private static FileAttribute<?>[] permissions(String mode) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
