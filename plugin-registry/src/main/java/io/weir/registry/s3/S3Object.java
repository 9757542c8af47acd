package io.weir.registry.s3;

import io.weir.registry.store.StreamContent;
import java.io.IOException;
import java.io.InputStream;

/** Content that is fetched range by range, as it is sent on. */
record S3Object(S3Bucket bucket, String name, long size) implements StreamContent {
  @Override
  public InputStream open(long offset, long length) throws IOException {
    return length == 0 ? InputStream.nullInputStream() : bucket.read(name, offset, length);
  }

  /** Holds nothing open itself. */
  @Override
  public void close() {}
}
