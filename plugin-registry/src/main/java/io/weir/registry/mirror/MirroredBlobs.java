package io.weir.registry.mirror;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.Reference;
import io.weir.registry.RegistryException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a remote's blobs into the store when they are asked for. Thread-safe; blocks. */
final class MirroredBlobs {
  private static final Logger LOG = LoggerFactory.getLogger(MirroredBlobs.class);
  private static final int WAIT_SECONDS = 30;
  private static final int CLOSE_SECONDS = 5;

  private final Remote remote;
  private final RegistryStore store;
  private final Arrivals arrivals;
  private final Path folder;
  private final long maxBytes;
  private final Semaphore places;
  private final Recent missing;
  private final Coalescer<Optional<Download>> starting = new Coalescer<>();
  private final ConcurrentMap<String, Download> running = new ConcurrentHashMap<>();

  /**
   * @param folder for blobs on their way, in the file system of the store
   * @param maxBytes of one blob
   */
  MirroredBlobs(Remote remote, RegistryStore store, Arrivals arrivals, Path folder, long maxBytes) {
    this.remote = remote;
    this.store = store;
    this.arrivals = arrivals;
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.places = new Semaphore(remote.config().downloads());
    this.missing = new Recent(remote.config().missingTtl());
  }

  boolean has(String repository, Digest digest) {
    Repository here = store.repository(repository);
    return here != null && here.hasBlob(digest);
  }

  /** The length of a blob at the remote, in bytes. */
  long size(String repository, Digest digest) {
    String name = repository + "@" + digest;
    if (missing.contains(name)) {
      throw new RegistryFault(
          ErrorCode.BLOB_UNKNOWN,
          name + ": " + remote.config().registry() + " had not got it a moment ago");
    }
    try {
      return remote.client().blobSize(remote.reference(repository, null, digest), digest);
    } catch (RegistryException e) {
      if (Remote.isMissing(e)) {
        missing.add(name);
      }
      throw RemoteFault.of(remote, e, ErrorCode.BLOB_UNKNOWN);
    }
  }

  /** The download of a blob, which is under way or begins now; empty when the store has it. */
  Optional<Download> get(String repository, Digest digest) throws IOException {
    String name = repository + "@" + digest;
    return starting.run(
        name,
        () -> {
          Download known = running.get(name);
          if (known != null) {
            return Optional.of(known);
          }
          return has(repository, digest) ? Optional.empty() : start(repository, digest, name);
        });
  }

  private Optional<Download> start(String repository, Digest digest, String name)
      throws IOException {
    long size = size(repository, digest);
    if (size > maxBytes) {
      throw new RegistryFault(
          ErrorCode.SIZE_INVALID,
          413,
          "%s: %d bytes (expected: at most %d, the limit here)".formatted(name, size, maxBytes));
    }
    if (store.isLinked(digest)) {
      store.linkBlob(repository, digest, size); // the remote has just said that it is there too
      arrivals.blob(repository, digest, this::get);
      return Optional.empty();
    }
    takePlace();
    Download download = new Download(folder.resolve(UUID.randomUUID().toString()), size);
    running.put(name, download);
    Thread.ofVirtual()
        .name("registry-mirror")
        .start(() -> fetch(download, repository, digest, name));
    return Optional.of(download);
  }

  /** Waits a little until what has arrived is kept; call it when the remote is closed. */
  void close() {
    try {
      if (!places.tryAcquire(remote.config().downloads(), CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("mirror of {}: a download does not end", remote.config().registry());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takePlace() throws IOException {
    try {
      if (places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    throw new RegistryFault(
        ErrorCode.TOOMANYREQUESTS,
        "mirror of "
            + remote.config().registry()
            + ": as many downloads as are allowed; try again");
  }

  private void fetch(Download download, String repository, Digest digest, String name) {
    RuntimeException failure = null;
    try {
      Reference there = remote.reference(repository, null, digest);
      Descriptor blob =
          new Descriptor(MediaTypes.OCTET_STREAM, digest, download.size(), null, null, Map.of());
      try (OutputStream out = download.sink()) {
        remote.client().copyBlob(there, blob, out);
      }
      download.verified();
      store.putBlob(repository, digest, download.file(), download.size());
    } catch (RegistryException e) {
      failure = RemoteFault.of(remote, e, ErrorCode.BLOB_UNKNOWN);
    } catch (RegistryFault e) {
      failure = e;
    } catch (IOException | RuntimeException e) {
      LOG.error("mirror of {}: {} cannot be kept", remote.config().registry(), name, e);
      failure = RemoteFault.unavailable(remote, name + " cannot be kept, see the registry's log");
    } finally {
      finish(download, name, failure);
    }
    if (failure == null) {
      arrivals.blob(repository, digest, this::get);
    }
  }

  private void finish(Download download, String name, @Nullable RuntimeException failure) {
    if (failure != null) {
      LOG.warn("mirror: {}: {}", name, failure.getMessage());
    }
    running.remove(name, download);
    places.release();
    download.end(failure);
    download.discard();
  }
}
