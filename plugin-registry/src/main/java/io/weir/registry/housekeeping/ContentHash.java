package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.store.Content;
import io.weir.registry.store.FileContent;
import io.weir.registry.store.StreamContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.security.MessageDigest;

/** Hashes content as it is read. */
final class ContentHash {
  private static final int CHUNK = 256 << 10;

  private ContentHash() {}

  static Digest of(Content content, Digest.Algorithm algorithm, Pace pace) throws IOException {
    return switch (content) {
      case FileContent file -> of(Channels.newInputStream(file.file()), algorithm, pace);
      case StreamContent stream -> {
        try (InputStream in = stream.open(0, stream.size())) {
          yield of(in, algorithm, pace);
        }
      }
    };
  }

  private static Digest of(InputStream in, Digest.Algorithm algorithm, Pace pace)
      throws IOException {
    MessageDigest hash = algorithm.newHash();
    byte[] chunk = new byte[CHUNK];
    int read;
    while ((read = in.read(chunk)) > 0) {
      hash.update(chunk, 0, read);
      pace.read(read);
    }
    return Digest.finish(algorithm, hash.digest());
  }
}
