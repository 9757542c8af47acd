package io.weir.registry.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weir.registry.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** The content of manifests that are asked for often, in memory, up to a number of bytes. */
final class ManifestCache {
  private static final long MAX_BYTES = 32L << 20;

  private final ContentStore content;
  private final Cache<Digest, byte[]> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Digest digest, byte[] bytes) -> bytes.length)
          .build();

  ManifestCache(ContentStore content) {
    this.content = content;
  }

  byte @Nullable [] getIfPresent(Digest digest) {
    return cache.getIfPresent(digest);
  }

  byte @Nullable [] get(Digest digest) throws IOException {
    byte[] known = cache.getIfPresent(digest);
    if (known != null) {
      return known;
    }
    try (Content open = content.open(digest)) {
      if (open == null) {
        return null;
      }
      byte[] bytes = read(open);
      if (!Digest.of(digest.algorithm(), bytes).equals(digest)) {
        throw new IOException(digest + " is damaged in the store (scrub moves it aside)");
      }
      cache.put(digest, bytes);
      return bytes;
    }
  }

  void forget(Digest digest) {
    cache.invalidate(digest);
  }

  private static byte[] read(Content open) throws IOException {
    return switch (open) {
      case FileContent file -> read(file.file(), Math.toIntExact(file.size()));
      case StreamContent stream -> {
        try (InputStream in = stream.open(0, stream.size())) {
          yield in.readAllBytes();
        }
      }
    };
  }

  private static byte[] read(FileChannel file, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) >= 0) {
      // until all is read, or the file ends early
    }
    return buffer.array();
  }
}
