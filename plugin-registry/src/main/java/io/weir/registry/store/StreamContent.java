package io.weir.registry.store;

import java.io.IOException;
import java.io.InputStream;

/** Content that lies elsewhere, as in S3. */
public non-sealed interface StreamContent extends Content {
  /**
   * Reads a part. Blocks; the caller closes the stream.
   *
   * @param offset of the first byte
   * @param length in bytes, within the content
   */
  InputStream open(long offset, long length) throws IOException;
}
