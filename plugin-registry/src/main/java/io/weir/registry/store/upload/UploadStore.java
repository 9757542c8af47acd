package io.weir.registry.store.upload;

import io.weir.registry.Digest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unfinished uploads: so many at most, each for so long at most. They outlive the process; the
 * time that they lie still is counted afresh then. Thread-safe.
 */
public final class UploadStore {
  private static final Logger LOG = LoggerFactory.getLogger(UploadStore.class);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Path folder;
  private final int most;
  private final Duration expiry;
  private final WriteBack writeBack;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();
  private volatile long sweptNanos = System.nanoTime();

  private UploadStore(Path folder, int most, Duration expiry, WriteBack writeBack) {
    this.folder = folder;
    this.most = most;
    this.expiry = expiry;
    this.writeBack = writeBack;
  }

  /**
   * Takes up the uploads in {@code folder}, which is made when missing.
   *
   * @param most how many there may be before others are refused
   * @param expiry how long one may lie still
   * @param writeBack told what came, for blobs whose file is forced to the disk in the end
   */
  public static UploadStore open(Path folder, int most, Duration expiry, WriteBack writeBack)
      throws IOException {
    UploadStore store = new UploadStore(folder, most, expiry, writeBack);
    Files.createDirectories(folder);
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        store.takeUp(each);
      }
    }
    return store;
  }

  private void takeUp(Path file) throws IOException {
    String id = String.valueOf(file.getFileName());
    if (UploadId.isId(id)) {
      sessions.put(id, UploadSession.resume(id, file, writeBack));
      count.incrementAndGet();
    } else {
      Files.deleteIfExists(file); // of an older version, whose uploads ended with the process
    }
  }

  /**
   * Opens an upload.
   *
   * @param algorithm by which its digest will probably be
   * @throws RegistryFault 429 when there are too many
   */
  public UploadSession open(String repository, Digest.Algorithm algorithm) throws IOException {
    if (count.get() >= most || System.nanoTime() - sweptNanos > SWEEP.toNanos()) {
      expire();
    }
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw new RegistryFault(
              ErrorCode.TOOMANYREQUESTS,
              "uploads: %d are unfinished (the limit here); finish or delete some".formatted(most))
          .with("Retry-After", "10");
    }
    boolean opened = false;
    try {
      String id = UploadId.fresh(repository);
      UploadSession session = UploadSession.create(id, folder.resolve(id), algorithm, writeBack);
      sessions.put(id, session);
      opened = true;
      return session;
    } finally {
      if (!opened) {
        count.decrementAndGet();
      }
    }
  }

  /** The open upload {@code id} of {@code repository}; null when there is none. */
  public @Nullable UploadSession find(String repository, String id) {
    UploadSession session = sessions.get(id);
    return session != null && UploadId.isOf(repository, id) ? session : null;
  }

  /** How many are unfinished. */
  public int size() {
    return count.get();
  }

  /** Ends an upload, finished or not. */
  public void close(UploadSession session) throws IOException {
    if (sessions.remove(session.id(), session)) {
      count.decrementAndGet();
      session.discard();
    }
  }

  /** Ends those that have lain still for too long. */
  public void expire() {
    sweptNanos = System.nanoTime();
    for (UploadSession each : sessions.values()) {
      if (each.idleNanos() > expiry.toNanos() && each.lock().tryLock()) {
        try {
          close(each);
        } catch (IOException e) {
          LOG.warn("upload {}: cannot be removed: {}", each.id(), e.getMessage());
        } finally {
          each.lock().unlock();
        }
      }
    }
  }
}
