package io.weir.bench.registry.crash;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Damage that is done on purpose while the registry is down, to see that the check sees it. */
final class Sabotage {
  /** What is done. */
  enum Kind {
    NONE,
    LOSE_BLOB,
    FLIP_BYTE
  }

  private Sabotage() {}

  /**
   * Damages the content of an acknowledged manifest's own layer.
   *
   * @throws IOException when there is none to be damaged
   */
  static void damage(Kind kind, Path data, List<Ledger> ledgers) throws IOException {
    for (Ledger ledger : ledgers) {
      for (Artifact each : ledger.present()) {
        List<Path> files = files(data, each.layers().getFirst());
        for (Path file : files) {
          if (kind == Kind.LOSE_BLOB) {
            Files.delete(file);
          } else {
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 1;
            Files.write(file, content);
          }
        }
        if (!files.isEmpty()) {
          return;
        }
      }
    }
    throw new IOException("sabotage: no file of an acknowledged blob under " + data);
  }

  /** Wherever the store keeps it, its file is named by the digest. */
  private static List<Path> files(Path data, Digest digest) throws IOException {
    try (Stream<Path> walk = Files.walk(data)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().contains(digest.hex()))
          .toList();
    }
  }
}
