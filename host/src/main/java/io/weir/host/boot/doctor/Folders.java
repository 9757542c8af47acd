package io.weir.host.boot.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data directory and what in it is nobody else's. */
final class Folders {
  private Folders() {}

  static List<Finding> findings(Path data) {
    if (Files.notExists(data)) {
      Path parent = existing(data);
      return List.of(
          parent != null && Files.isWritable(parent)
              ? Finding.ok("data directory", data + ": not there yet, the first start makes it")
              : Finding.fail(
                  "data directory",
                  data + " cannot be made: " + parent + " is not yours to write to",
                  "name another with --data DIR, or: sudo mkdir "
                      + data
                      + " && sudo chown $USER "
                      + data));
    }
    if (!Files.isDirectory(data) || !Files.isWritable(data)) {
      return List.of(
          Finding.fail(
              "data directory",
              data + ": not a folder that you may write to",
              "sudo chown -R $USER " + data + ", or name another with --data DIR"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("data directory", data.toString()));
    Path token = data.resolve("token");
    if (Files.exists(token)) {
      findings.add(secret(token));
    }
    codeCaches(data.resolve("cache").resolve("code")).forEach(f -> findings.add(code(f)));
    return findings;
  }

  private static @Nullable Path existing(Path path) {
    Path at = path.toAbsolutePath();
    while (at != null && Files.notExists(at)) {
      at = at.getParent();
    }
    return at;
  }

  private static List<Path> codeCaches(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      return List.of(); // none has been made yet
    }
  }

  private static Finding secret(Path file) {
    Set<PosixFilePermission> others = othersMay(file);
    return others.isEmpty()
        ? Finding.ok("token", file.toString())
        : Finding.fail(
            "token",
            file + ": others may read or change it (" + shown(file) + ")",
            "chmod 600 " + file + ", then restart the gateway with a new one: rm " + file);
  }

  /** An engine does not use code that others may have changed. */
  private static Finding code(Path folder) {
    Set<PosixFilePermission> others = othersMay(folder);
    return others.isEmpty()
        ? Finding.ok("code cache", folder.toString())
        : Finding.warn(
            "code cache",
            folder + ": open to others (" + shown(folder) + "), perhaps not used",
            "rm -r " + folder + "; the next start makes it again");
  }

  private static Set<PosixFilePermission> othersMay(Path path) {
    try {
      Set<PosixFilePermission> may = Files.getPosixFilePermissions(path);
      may.removeAll(PosixFilePermissions.fromString("rwx------"));
      return may;
    } catch (IOException | UnsupportedOperationException e) {
      return Set.of(); // no such thing here
    }
  }

  private static String shown(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
