package io.weir.registry.store;

import io.weir.registry.Digest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The unfinished uploads: so many at most, each for so long at most. Thread-safe. */
public final class UploadStore {
  private static final Logger LOG = LoggerFactory.getLogger(UploadStore.class);

  private final StoreFolder folder;
  private final Duration expiry;
  private final Semaphore free;
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

  public UploadStore(StoreFolder folder, int most, Duration expiry) {
    this.folder = folder;
    this.expiry = expiry;
    this.free = new Semaphore(most);
  }

  /**
   * Opens an upload.
   *
   * @throws RegistryFault 429 when there are too many
   */
  public UploadSession open(String repository, Digest.Algorithm algorithm) throws IOException {
    expire();
    if (!free.tryAcquire()) {
      throw new RegistryFault(
              ErrorCode.TOOMANYREQUESTS, "too many unfinished uploads; finish or delete some")
          .with("Retry-After", "10");
    }
    boolean opened = false;
    try {
      Path file = folder.fresh();
      String id = file.getFileName().toString();
      UploadSession session = new UploadSession(id, repository, file, algorithm);
      sessions.put(id, session);
      opened = true;
      return session;
    } finally {
      if (!opened) {
        free.release();
      }
    }
  }

  /** The open upload {@code id} of {@code repository}; null when there is none. */
  public @Nullable UploadSession find(String repository, String id) {
    UploadSession session = sessions.get(id);
    return session != null && session.repository.equals(repository) ? session : null;
  }

  /** Ends an upload, finished or not. */
  public void close(UploadSession session) throws IOException {
    if (sessions.remove(session.id, session)) {
      free.release();
      session.discard();
    }
  }

  private void expire() {
    for (UploadSession each : sessions.values()) {
      if (each.idleNanos() > expiry.toNanos() && each.lock.tryLock()) {
        try {
          close(each);
        } catch (IOException e) {
          LOG.warn("upload {}: cannot be removed: {}", each.id, e.getMessage());
        } finally {
          each.lock.unlock();
        }
      }
    }
  }
}
