package io.weir.registry.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way from the remote to a file, which any number of clients read while it comes. The
 * last byte is held back until the digest is known to match, so that nobody takes a wrong blob for
 * a whole one. Thread-safe.
 */
final class Download {
  private final Path file;
  private final long size;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long written;
  private boolean verified;
  private boolean ended;
  private @Nullable RuntimeException failure;

  /**
   * @param size of the blob, in bytes
   */
  Download(Path file, long size) throws IOException {
    this.file = Files.createFile(file);
    this.size = size;
  }

  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  /** Where the one thread that fetches writes to; it closes it. */
  OutputStream sink() throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        change(() -> written += length);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** All bytes are there and match the digest. */
  void verified() {
    change(() -> verified = true);
  }

  /** The blob is in the store, or nobody will get it there. */
  void end(@Nullable RuntimeException why) {
    change(
        () -> {
          ended = true;
          failure = why;
        });
  }

  private void change(Runnable step) {
    lock.lock();
    try {
      step.run();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads from the first byte on, waiting for those that are to come.
   *
   * @return null when it has ended well: the store has it
   * @throws RuntimeException that of {@link #end}
   */
  @Nullable InputStream open() throws IOException {
    lock.lock();
    try {
      while (!ended && !verified && written == 0) {
        await();
      }
      if (failure != null) {
        throw failure;
      }
      return ended ? null : new Reader(FileChannel.open(file, StandardOpenOption.READ));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the end.
   *
   * @throws RuntimeException that of {@link #end}
   */
  void join() throws IOException {
    lock.lock();
    try {
      while (!ended) {
        await();
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until more than {@code position} bytes may be read; gives how many there are then. */
  private long readable(long position) throws IOException {
    lock.lock();
    try {
      while (true) {
        long limit = verified ? size : Math.min(written, size - 1);
        if (limit > position || verified) {
          return limit;
        }
        if (ended) {
          throw new IOException("the blob broke off", failure);
        }
        await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void await() throws IOException {
    try {
      moved.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Deletes the file, if the store has not taken it over. */
  void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One client's view of the file. */
  private final class Reader extends InputStream {
    private final FileChannel channel;
    private long position;

    Reader(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long limit = readable(position);
      if (position >= limit) {
        return -1;
      }
      int most = (int) Math.min(length, limit - position);
      int read = channel.read(ByteBuffer.wrap(bytes, offset, most), position);
      position += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
