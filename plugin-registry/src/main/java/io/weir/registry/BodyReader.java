package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response body: bounded, hashed as it comes, given up when it stalls.
 *
 * @param what its name in messages and progress
 * @param limit the most bytes to take
 * @param stall the longest without a byte
 */
record BodyReader(String what, long limit, Duration stall, Progress progress) {
  private static final int CHUNK = 64 << 10;

  /**
   * Reads all of {@code in}, which is closed.
   *
   * @param size the length announced, -1 when not known
   * @param expected the digest that the content must have; null for none
   */
  byte[] read(InputStream in, long size, @Nullable Digest expected) {
    Collected content = new Collected((int) Math.max(CHUNK, Math.min(size, limit)));
    copy(in, size, expected, content);
    return content.bytes();
  }

  /**
   * Writes all of {@code in}, which is closed, to {@code out}, which is not.
   *
   * @param size the length announced, -1 when not known
   * @param expected the digest that the content must have; null for none
   */
  void copy(InputStream in, long size, @Nullable Digest expected, OutputStream out) {
    if (size > limit) {
      close(in);
      throw tooLarge(size);
    }
    AtomicLong lastByte = new AtomicLong(System.nanoTime());
    AtomicBoolean stalled = new AtomicBoolean();
    Thread watch = Thread.ofVirtual().start(() -> watch(in, lastByte, stalled));
    try (in) {
      Digest.Algorithm algorithm =
          expected == null ? Digest.Algorithm.SHA256 : expected.algorithm();
      MessageDigest hash = algorithm.newHash();
      long length = pump(in, size, hash, lastByte, out);
      check(size, length, expected, Digest.finish(algorithm, hash.digest()));
    } catch (WriteException e) {
      throw new RegistryException(
          Reason.CACHE, what + " cannot be written (" + e.getMessage() + ")", "make room", e);
    } catch (IOException e) {
      String why = stalled.get() ? "no data for " + stall.toSeconds() + " s" : e.getMessage();
      throw new RegistryException(
          Reason.UNREACHABLE, what + " broke off (" + why + ")", "try again", e);
    } finally {
      watch.interrupt();
    }
  }

  private long pump(
      InputStream in, long size, MessageDigest hash, AtomicLong lastByte, OutputStream out)
      throws IOException {
    byte[] buffer = new byte[CHUNK];
    long length = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      hash.update(buffer, 0, read);
      length += read;
      if (length > limit) {
        throw tooLarge(length);
      }
      write(out, buffer, read);
      lastByte.setRelease(System.nanoTime());
      progress.moved(what, length, size);
    }
    return length;
  }

  private static void write(OutputStream out, byte[] buffer, int length) throws WriteException {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw new WriteException(e);
    }
  }

  private void check(long size, long actualSize, @Nullable Digest expected, Digest actual) {
    if (expected != null && !expected.equals(actual)) {
      throw new RegistryException(
          Reason.DIGEST_MISMATCH,
          "%s: content has digest %s (expected: %s)".formatted(what, actual, expected),
          "push it again; do not use what was received");
    }
    if (size >= 0 && size != actualSize) {
      throw new RegistryException(
          Reason.DIGEST_MISMATCH,
          "%s: %d bytes (expected: %d)".formatted(what, actualSize, size),
          "push it again; do not use what was received");
    }
  }

  private RegistryException tooLarge(long size) {
    return new RegistryException(
        Reason.NOT_A_PLUGIN,
        "%s: %d bytes or more (expected: at most %d)".formatted(what, size, limit),
        "make it smaller, or raise the limit");
  }

  private void watch(InputStream in, AtomicLong lastByte, AtomicBoolean stalled) {
    try {
      while (true) {
        long left = stall.toNanos() - (System.nanoTime() - lastByte.getAcquire());
        if (left <= 0) {
          stalled.set(true);
          close(in); // wakes the reader with an IOException
          return;
        }
        TimeUnit.NANOSECONDS.sleep(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // the reader sees it
    }
  }

  /** The receiving side failed, not the sending one. */
  private static final class WriteException extends IOException {
    private static final long serialVersionUID = 1L;

    WriteException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Content in memory, without a copy when the size was told right. */
  private static final class Collected extends ByteArrayOutputStream {
    Collected(int size) {
      super(size);
    }

    byte[] bytes() {
      return count == buf.length ? buf : Arrays.copyOf(buf, count);
    }
  }
}
