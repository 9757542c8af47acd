package io.weir.host.overload;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many connections of clients there may be, over all listeners and workers. Any thread; counted
 * once when a connection opens and once when it closes, never for a request.
 */
public final class ConnectionLimit {
  /** Left for files, upstreams' idle connections, the admin API and the engines. */
  private static final long RESERVED_FILES = 256;

  private static final int LEAST = 64;

  /** So many that are refused may wait at once to be told why; further ones are closed. */
  private static final int REFUSALS = 1024;

  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  private volatile int most = byFiles();

  /** Sets the limit; zero or less: by the file descriptors that the process may have. */
  public void limit(int connections) {
    most = connections > 0 ? connections : byFiles();
  }

  /** What becomes of a connection. */
  public enum Place {
    /** It is served. */
    FREE,
    /** It is told that there is no place. */
    NONE,
    /** It is closed: too many are being told already. */
    CROWDED
  }

  /** Takes a place. But for {@link Place#CROWDED} it is given back by {@link #closed}. */
  public Place open() {
    int now = open.incrementAndGet();
    int limit = most;
    if (now <= limit) {
      return Place.FREE;
    }
    refused.increment();
    if (now - limit <= REFUSALS) {
      return Place.NONE;
    }
    open.decrementAndGet();
    return Place.CROWDED;
  }

  /** Gives a place back. */
  public void closed() {
    open.decrementAndGet();
  }

  /** How many there are now. */
  public int count() {
    return open.get();
  }

  public int most() {
    return most;
  }

  /** How many connections found no place since the start. */
  public long refused() {
    return refused.sum();
  }

  private static int byFiles() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long places = (system.getMaxFileDescriptorCount() - RESERVED_FILES) / 2;
      return (int) Math.clamp(places, LEAST, Integer.MAX_VALUE);
    }
    return Integer.MAX_VALUE;
  }
}
