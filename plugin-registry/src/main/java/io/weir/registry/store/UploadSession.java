package io.weir.registry.store;

import io.weir.registry.Digest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.locks.ReentrantLock;

/** A blob on its way in: a file and the hash of what is in it. Whoever uses it holds its lock. */
public final class UploadSession {
  private static final int CHUNK = 64 << 10;

  public final String id;
  public final String repository;
  public final ReentrantLock lock = new ReentrantLock();
  private final Path file;
  private final FileChannel out;
  private final Digest.Algorithm algorithm;
  private final MessageDigest hash;
  private long length;
  private volatile long lastUsedNanos = System.nanoTime();

  public UploadSession(String id, String repository, Path file, Digest.Algorithm algorithm)
      throws IOException {
    this.id = id;
    this.repository = repository;
    this.file = file;
    this.algorithm = algorithm;
    this.hash = algorithm.newHash();
    this.out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Bytes received so far. */
  public long length() {
    return length;
  }

  public long idleNanos() {
    return System.nanoTime() - lastUsedNanos;
  }

  /**
   * Appends all of {@code in}. What came before a failure of the client stays.
   *
   * @param limit the most that the blob may be in all
   * @throws RegistryFault 413 when it is more
   */
  public void append(InputStream in, long limit) throws IOException {
    byte[] buffer = new byte[CHUNK];
    int read;
    while ((read = in.read(buffer)) > 0) {
      if (length + read > limit) {
        throw new RegistryFault(
            ErrorCode.SIZE_INVALID, 413, "blob: more than " + limit + " bytes (the limit here)");
      }
      ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
      while (chunk.hasRemaining()) {
        out.write(chunk);
      }
      hash.update(buffer, 0, read);
      length += read;
      lastUsedNanos = System.nanoTime();
    }
  }

  /** The digest of what came in, by the algorithm of {@code like}. Ends the appending. */
  public Digest digest(Digest like) throws IOException {
    out.close();
    if (like.algorithm() == algorithm) {
      return Digest.finish(algorithm, hash.digest());
    }
    MessageDigest other = like.algorithm().newHash();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[CHUNK];
      int read;
      while ((read = in.read(buffer)) > 0) {
        other.update(buffer, 0, read);
      }
    }
    return Digest.finish(like.algorithm(), other.digest());
  }

  public Path file() {
    return file;
  }

  /** Deletes what came in, unless it was moved away. */
  public void discard() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
