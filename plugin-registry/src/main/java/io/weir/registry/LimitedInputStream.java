package io.weir.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails after so many bytes, so that a small archive cannot inflate for ever. */
public final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private final String complaint;
  private long read;

  /**
   * @param limit in bytes
   * @param complaint the message of the failure
   */
  public LimitedInputStream(InputStream in, long limit, String complaint) {
    super(in);
    this.limit = limit;
    this.complaint = complaint;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    read += bytes;
    if (read > limit) {
      throw new IOException(complaint);
    }
  }
}
