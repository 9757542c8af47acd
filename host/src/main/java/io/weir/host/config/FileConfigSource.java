package io.weir.host.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration file, watched. Its folder is watched rather than the file, so that editors that
 * rename and Kubernetes, which swaps the symbolic link {@code ..data}, are seen; what an event does
 * not tell (a link to elsewhere, a file system without events) a look every second does.
 */
public final class FileConfigSource implements ConfigSource {
  private static final Logger log = LoggerFactory.getLogger(FileConfigSource.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A file that has not changed for this long is taken as written to the end. */
  private static final Duration QUIET = Duration.ofMillis(50);

  private static final int MAX_QUIET_CHECKS = 40;

  private final Path file;
  private FileState seen;
  private @Nullable WatchService watcher;
  private @Nullable Thread watching;
  private volatile boolean closed;

  public FileConfigSource(Path file) {
    this.file = file.toAbsolutePath().normalize();
    // before the first load: a change between the two is then seen as one
    this.seen = FileState.of(this.file);
  }

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public Path path() {
    return file;
  }

  @Override
  public GatewayConfig load() {
    return ConfigReader.read(file);
  }

  @Override
  public synchronized void watch(Runnable changed) {
    WatchService service;
    try {
      service = file.getFileSystem().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be watched", e);
    }
    watcher = service;
    WatchKey key = register(service);
    watching = Thread.ofVirtual().name("config-watch").start(() -> run(service, key, changed));
  }

  /** When it returns, no more changes are told. */
  @Override
  public synchronized void close() {
    closed = true;
    if (watcher == null || watching == null) {
      return;
    }
    try {
      watcher.close();
      watching.join();
    } catch (IOException e) {
      log.warn("{}: closing the watch: {}", file, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(WatchService service, @Nullable WatchKey registered, Runnable changed) {
    @Nullable WatchKey key = registered;
    try {
      while (true) {
        WatchKey signalled = service.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (signalled != null) {
          signalled.pollEvents();
        }
        if (key == null || (signalled != null && !signalled.reset())) {
          // the folder was removed, and may be there again
          key = register(service);
        }
        look(signalled != null, changed);
      }
    } catch (ClosedWatchServiceException | InterruptedException ended) {
      log.debug("{}: no longer watched", file);
    }
  }

  /** Compares the contents only where an event or the attributes say that it is worth it. */
  private void look(boolean event, Runnable changed) throws InterruptedException {
    if (!event && seen.hasAttributesOf(file)) {
      return;
    }
    FileState now = settled();
    if (!closed && !now.equals(seen)) {
      seen = now;
      changed.run();
    }
  }

  private FileState settled() throws InterruptedException {
    FileState state = FileState.of(file);
    for (int i = 0; i < MAX_QUIET_CHECKS && !closed; i++) {
      Thread.sleep(QUIET);
      FileState later = FileState.of(file);
      if (later.equals(state)) {
        return state;
      }
      state = later;
    }
    return state;
  }

  private @Nullable WatchKey register(WatchService service) {
    try {
      Path folder = file.getParent();
      return folder == null ? null : folder.register(service, EVENTS);
    } catch (IOException e) {
      log.debug("{}: {}", file, FileErrors.describe(e));
      return null;
    }
  }

  private static final WatchEvent.Kind<?>[] EVENTS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };
}
