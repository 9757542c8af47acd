package io.weir.registry.store.upload;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code sync_file_range(2)} of Linux, on a thread of its own, as it waits where the disk's queue
 * is full. It forces nothing for good: that is left to {@code fdatasync}.
 */
final class SyncFileRange implements WriteBack {
  private static final Logger LOG = LoggerFactory.getLogger(SyncFileRange.class);
  private static final int WRITE_AND_CLOSE_ON_EXEC = 1 | 1 << 19; // O_WRONLY | O_CLOEXEC
  private static final int BEGIN = 2; // SYNC_FILE_RANGE_WRITE
  private static final int MOST_WAITING = 64;
  private static final int IDLE_SECONDS = 10;

  private final MethodHandle open;
  private final MethodHandle sync;
  private final MethodHandle close;
  private final Executor thread =
      new ThreadPoolExecutor(
          0,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> Thread.ofPlatform().name("registry-writeback").daemon().unstarted(task),
          new ThreadPoolExecutor.DiscardPolicy());

  private SyncFileRange(MethodHandle open, MethodHandle sync, MethodHandle close) {
    this.open = open;
    this.sync = sync;
    this.close = close;
  }

  /** Null where it is not to be had. */
  static @Nullable SyncFileRange find() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return null;
    }
    try {
      return new SyncFileRange(
          Linker.nativeLinker()
              .downcallHandle(
                  symbol("open"),
                  FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                  Linker.Option.firstVariadicArg(2)),
          function("sync_file_range", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT),
          function("close", JAVA_INT));
    } catch (IllegalCallerException | UnsupportedOperationException e) {
      LOG.info("blobs are not written ahead of their end: {}", e.getMessage());
      return null;
    }
  }

  private static MethodHandle function(String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(symbol(name), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static MemorySegment symbol(String name) {
    return Linker.nativeLinker()
        .defaultLookup()
        .find(name)
        .orElseThrow(() -> new UnsupportedOperationException("the C library has no " + name));
  }

  @Override
  public void begin(Path file, long offset, long length) {
    thread.execute(
        () -> {
          boolean began = beginNow(file.toString(), offset, length);
          LOG.trace("{}: {} bytes from {}: {}", file, length, offset, began);
        });
  }

  /**
   * @return false when there is no such file, or the system would not
   */
  boolean beginNow(String file, long offset, long length) {
    try (Arena arena = Arena.ofConfined()) {
      int opened = (int) open.invokeExact(arena.allocateFrom(file), WRITE_AND_CLOSE_ON_EXEC);
      if (opened < 0) {
        return false; // moved to its place or removed in the meantime
      }
      int began = (int) sync.invokeExact(opened, offset, length, BEGIN);
      int closed = (int) close.invokeExact(opened);
      return began == 0 && closed == 0;
    } catch (Throwable e) { // what a method handle declares
      throw new IllegalStateException("sync_file_range", e);
    }
  }
}
