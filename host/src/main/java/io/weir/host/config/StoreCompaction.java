package io.weir.host.config;

import io.weir.host.config.StoreContents.Whole;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes configurations as a whole, on a thread of its own, one at a time. */
final class StoreCompaction {
  private static final Logger log = LoggerFactory.getLogger(StoreCompaction.class);

  private final StoreContents contents;
  private @Nullable Thread running;

  StoreCompaction(StoreContents contents) {
    this.contents = contents;
  }

  /**
   * What is to be written.
   *
   * @param config the {@code from} with the first {@code count} lines of {@code changes}
   */
  record Work(GatewayConfig config, Whole from, StoreJournal changes, int count) {}

  /** Nothing happens while another is under way. */
  synchronized void start(Work work) {
    if (running == null) {
      running = Thread.ofPlatform().daemon().name("config-store").start(() -> run(work));
    }
  }

  private void run(Work work) {
    try {
      byte[] bytes = ConfigWriter.utf8(work.config());
      StoreFiles.write(contents.compacted(), bytes);
      contents.compacted(work, bytes);
    } catch (IOException e) {
      log.warn("{}: {}; the journal goes on", contents.compacted(), FileErrors.describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        running = null;
      }
    }
  }

  /** Waits for the one that is under way. */
  void join() throws InterruptedException {
    Thread writing;
    synchronized (this) {
      writing = running;
    }
    if (writing != null) {
      writing.join();
    }
  }
}
