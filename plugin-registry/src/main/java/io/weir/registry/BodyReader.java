package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response body into memory: bounded, hashed as it comes, given up when it stalls.
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
      byte[] content = pump(in, size, hash, lastByte);
      Digest actual = Digest.finish(algorithm, hash.digest());
      check(size, content.length, expected, actual);
      return content;
    } catch (IOException e) {
      String why = stalled.get() ? "no data for " + stall.toSeconds() + " s" : e.getMessage();
      throw new RegistryException(
          Reason.UNREACHABLE, what + " broke off (" + why + ")", "try again", e);
    } finally {
      watch.interrupt();
    }
  }

  private byte[] pump(InputStream in, long size, MessageDigest hash, AtomicLong lastByte)
      throws IOException {
    byte[] buffer = new byte[(int) Math.max(CHUNK, Math.min(size, limit))];
    int length = 0;
    while (true) {
      if (length == buffer.length) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8L, length * 2L));
        buffer[length] = (byte) next;
        hash.update((byte) next);
        length++;
      }
      int read = in.read(buffer, length, Math.min(CHUNK, buffer.length - length));
      if (read < 0) {
        break;
      }
      hash.update(buffer, length, read);
      length += read;
      lastByte.setRelease(System.nanoTime());
      progress.moved(what, length, size);
      if (length > limit) {
        throw tooLarge(length);
      }
    }
    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
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
}
