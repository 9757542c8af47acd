package io.weir.registry.plugin;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.store.Content;
import io.weir.registry.store.FileContent;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StreamContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import org.jspecify.annotations.Nullable;

/** Blobs that a repository of the store has. Thread-safe. */
public record StoreBlobs(RegistryStore store, String repository) implements BlobSource {
  @Override
  public @Nullable InputStream open(Descriptor blob) throws IOException {
    return open(blob.digest());
  }

  private @Nullable InputStream open(Digest digest) throws IOException {
    Repository at = store.repository(repository);
    Content content = at != null && at.hasBlob(digest) ? store.open(digest) : null;
    return switch (content) {
      case null -> null;
      case FileContent file -> Channels.newInputStream(file.file());
      case StreamContent stream -> stream.open(0, stream.size());
    };
  }

  /**
   * The content of a small blob.
   *
   * @param digest as text; null for no blob
   * @return null when it is not there, or has more than {@code limit} bytes
   */
  public byte @Nullable [] small(@Nullable String digest, int limit) throws IOException {
    if (digest == null) {
      return null;
    }
    try (InputStream in = open(Digest.parse(digest))) {
      if (in == null) {
        return null;
      }
      byte[] content = in.readNBytes(limit + 1);
      return content.length > limit ? null : content;
    }
  }

  /**
   * The first bytes of a blob, {@code limit} at most.
   *
   * @return null when it is not there
   */
  public byte @Nullable [] head(String digest, int limit) throws IOException {
    try (InputStream in = open(Digest.parse(digest))) {
      return in == null ? null : in.readNBytes(limit);
    }
  }
}
