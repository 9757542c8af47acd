package io.weir.registry.store.upload;

import io.weir.registry.Digest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.LendingBody;
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
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way in: a file, open only while bytes come, and the hash of what is in it. Whoever
 * uses it holds its lock.
 */
public final class UploadSession {
  private static final int CHUNK = 64 << 10;
  private static final long WRITE_BACK = 512 << 10;

  private final String id;
  private final ReentrantLock lock = new ReentrantLock();
  private final Path file;
  private final Digest.Algorithm algorithm;
  private final WriteBack writeBack;
  private @Nullable MessageDigest hash;
  private long length;
  private long writtenBack;
  private volatile long lastUsedNanos = System.nanoTime();

  private UploadSession(
      String id,
      Path file,
      Digest.Algorithm algorithm,
      WriteBack writeBack,
      @Nullable MessageDigest hash,
      long length) {
    this.id = id;
    this.file = file;
    this.algorithm = algorithm;
    this.writeBack = writeBack;
    this.hash = hash;
    this.length = length;
    this.writtenBack = length;
  }

  static UploadSession create(String id, Path file, Digest.Algorithm algorithm, WriteBack writeBack)
      throws IOException {
    Files.createFile(file);
    return new UploadSession(id, file, algorithm, writeBack, algorithm.newHash(), 0);
  }

  /** One that an earlier process began; its hash is taken from the file at the end. */
  static UploadSession resume(String id, Path file, WriteBack writeBack) throws IOException {
    long length = Files.size(file);
    return new UploadSession(id, file, Digest.Algorithm.SHA256, writeBack, null, length);
  }

  public String id() {
    return id;
  }

  public ReentrantLock lock() {
    return lock;
  }

  /** Bytes received so far. */
  public long length() {
    return length;
  }

  long idleNanos() {
    return System.nanoTime() - lastUsedNanos;
  }

  /**
   * Appends all of {@code in}. What came before a failure of the client stays.
   *
   * @param limit the most that the blob may be in all
   * @throws RegistryFault 413 when it is more
   * @throws IOException when the client or the disk fails
   */
  public void append(InputStream in, long limit) throws IOException {
    LendingBody body = in instanceof LendingBody lending ? lending : pieces(in);
    ByteBuffer piece = body.lend();
    if (piece == null) {
      return;
    }
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(length).position(length); // behind it there may be rests of a failed write
      while (piece != null) {
        if (length + piece.remaining() > limit) {
          throw new RegistryFault(
              ErrorCode.SIZE_INVALID, 413, "blob: more than " + limit + " bytes (the limit here)");
        }
        append(out, piece);
        piece = body.lend();
      }
    } finally {
      lastUsedNanos = System.nanoTime();
    }
  }

  private void append(FileChannel out, ByteBuffer piece) throws IOException {
    int count = piece.remaining();
    ByteBuffer rest = piece.duplicate();
    while (rest.hasRemaining()) {
      out.write(rest);
    }
    length += count;
    writeBack();
    if (hash != null) {
      hash.update(piece);
    }
    lastUsedNanos = System.nanoTime();
  }

  /** Before the hash, so that the disk is at work meanwhile. */
  private void writeBack() {
    if (length - writtenBack >= WRITE_BACK) {
      writeBack.begin(file, writtenBack, length - writtenBack);
      writtenBack = length;
    }
  }

  private static LendingBody pieces(InputStream in) {
    byte[] buffer = new byte[CHUNK];
    return () -> {
      int read = in.read(buffer);
      return read <= 0 ? null : ByteBuffer.wrap(buffer, 0, read);
    };
  }

  /** The digest of what came in, by the algorithm of {@code like}. Ends the appending. */
  public Digest digest(Digest like) throws IOException {
    MessageDigest known = hash;
    hash = null;
    return known != null && like.algorithm() == algorithm
        ? Digest.finish(algorithm, known.digest())
        : fromFile(like.algorithm());
  }

  private Digest fromFile(Digest.Algorithm by) throws IOException {
    MessageDigest other = by.newHash();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[CHUNK];
      int read;
      while ((read = in.read(buffer)) > 0) {
        other.update(buffer, 0, read);
      }
    }
    return Digest.finish(by, other.digest());
  }

  public Path file() {
    return file;
  }

  /** Deletes what came in, unless it was moved away. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}
