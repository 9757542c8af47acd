package io.weir.host.upstream;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of an endpoint that cannot be reached: of the first failure, and then of one in ten
 * seconds at most, with how many there were between. On the loop.
 */
final class Complaints {
  private static final Logger log = LoggerFactory.getLogger(Complaints.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

  private boolean said;
  private long saidAt;
  private long unsaid;

  void say(String what) {
    say(what, System.nanoTime());
  }

  /** Whether the log was told. */
  boolean say(String what, long now) {
    if (said && now - saidAt < PAUSE) {
      unsaid++;
      return false;
    }
    if (unsaid == 0) {
      log.warn("{}", what);
    } else {
      log.warn("{} ({} times more since it was said last)", what, unsaid);
    }
    said = true;
    saidAt = now;
    unsaid = 0;
    return true;
  }
}
