package io.weir.registry.store;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by digest, blobs and manifests alike, each once for all repositories. Knows nothing of who
 * uses them. Methods block; thread-safe, except that nobody deletes a digest while it is being
 * added: {@link RegistryStore} sees to that.
 */
public interface ContentStore extends AutoCloseable {
  boolean has(Digest digest) throws IOException;

  /** Opens content for reading; null when it is not there. The caller closes it. */
  @Nullable Content open(Digest digest) throws IOException;

  /**
   * Takes over a file whose content was verified; it is gone from {@code verified} afterwards, also
   * when the content was there already. Durable when this returns.
   */
  void adopt(Digest digest, Path verified) throws IOException;

  /** Adds {@code content}, whose digest was verified. Durable when this returns. */
  void put(Digest digest, byte[] content) throws IOException;

  /** Whether it was there. */
  boolean delete(Digest digest) throws IOException;

  /**
   * Moves content aside, to where it is not served and can be looked at; false when it was not
   * there.
   */
  boolean quarantine(Digest digest) throws IOException;

  /** Hands over what is kept, one after the other; what comes or goes meanwhile may be missed. */
  void forEach(Consumer<StoredContent> each) throws IOException;

  @Override
  void close() throws IOException;
}
