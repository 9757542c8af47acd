package io.weir.registry.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A part of a file as a stream. */
final class FileSlice extends InputStream {
  private final FileChannel file;
  private final long end;
  private long position;

  FileSlice(Path file, long offset, long length) throws IOException {
    this.file = FileChannel.open(file);
    this.position = offset;
    this.end = offset + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (position >= end) {
      return -1;
    }
    int most = (int) Math.min(length, end - position);
    int read = file.read(ByteBuffer.wrap(into, offset, most), position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
