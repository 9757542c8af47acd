package io.weir.registry.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weir.registry.Digest;
import io.weir.registry.store.Content;
import io.weir.registry.store.ContentStore;
import io.weir.registry.store.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Content as objects, {@code content/<algorithm>/<hex>}. Sizes of what was seen lately are
 * remembered, so that a pull asks the service once. The bucket is closed with this.
 */
final class S3Content implements ContentStore {
  static final String FOLDER = "content/";
  private static final String QUARANTINE = "quarantine/";
  private static final int SIZES = 20_000;

  private final S3Bucket bucket;
  private final Cache<Digest, Long> sizes = Caffeine.newBuilder().maximumSize(SIZES).build();

  S3Content(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public boolean has(Digest digest) throws IOException {
    return size(digest) >= 0;
  }

  @Override
  public @Nullable Content open(Digest digest) throws IOException {
    long size = size(digest);
    return size < 0 ? null : new S3Object(bucket, name(digest), size);
  }

  private long size(Digest digest) throws IOException {
    Long known = sizes.getIfPresent(digest);
    if (known != null) {
      return known;
    }
    long size = bucket.size(name(digest));
    if (size >= 0) {
      sizes.put(digest, size);
    }
    return size;
  }

  @Override
  public void adopt(Digest digest, Path verified) throws IOException {
    if (bucket.size(name(digest)) != Files.size(verified)) {
      bucket.upload(name(digest), verified);
    }
    Files.delete(verified);
  }

  @Override
  public void put(Digest digest, byte[] content) throws IOException {
    if (bucket.size(name(digest)) != content.length) {
      bucket.put(name(digest), content);
    }
  }

  @Override
  public boolean delete(Digest digest) throws IOException {
    sizes.invalidate(digest);
    boolean existed = bucket.size(name(digest)) >= 0;
    bucket.delete(name(digest));
    return existed;
  }

  @Override
  public boolean quarantine(Digest digest) throws IOException {
    if (bucket.size(name(digest)) < 0) {
      return false;
    }
    bucket.copy(name(digest), QUARANTINE + digest.algorithm().label() + "/" + digest.hex());
    return delete(digest);
  }

  @Override
  public void forEach(Consumer<StoredContent> each) throws IOException {
    bucket.list(
        FOLDER,
        listed -> {
          Digest digest = digest(listed.name());
          if (digest != null) {
            each.accept(new StoredContent(digest, listed.size()));
          }
        });
  }

  /** Null for an object that somebody else put there. */
  private static @Nullable Digest digest(String name) {
    try {
      return Digest.parse(name.substring(FOLDER.length()).replace('/', ':'));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String name(Digest digest) {
    return FOLDER + digest.algorithm().label() + "/" + digest.hex();
  }

  @Override
  public void close() {
    bucket.close();
  }
}
