package io.weir.registry.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * A range of an object on its way in. An early end throws rather than passing for the whole; closed
 * early, it ends the connection instead of reading what is left.
 */
final class ObjectStream extends FilterInputStream {
  private final ResponseInputStream<?> response;
  private final String where;
  private long left;

  ObjectStream(ResponseInputStream<?> response, long length, String where) {
    super(response);
    this.response = response;
    this.left = length;
    this.where = where;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(read);
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) throws IOException {
    if (read > 0) {
      left -= read;
    } else if (read < 0 && left > 0) {
      throw new IOException(where + " broke off " + left + " bytes before its end");
    }
  }

  @Override
  public void close() throws IOException {
    if (left > 0) {
      response.abort();
    } else {
      super.close();
    }
  }
}
