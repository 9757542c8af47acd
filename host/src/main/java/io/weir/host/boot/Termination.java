package io.weir.host.boot;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and SIGINT into an orderly stop with exit code 0. The JVM would exit with 143 after
 * its shutdown hooks, so the hook ends the process itself when all is closed.
 */
final class Termination {
  private static final Logger log = LoggerFactory.getLogger(Termination.class);

  private final CountDownLatch stopped = new CountDownLatch(1);

  private Termination() {}

  /** From now on a signal closes {@code gateway} and ends the process. */
  static Termination stopping(AutoCloseable gateway) {
    Termination termination = new Termination();
    Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> termination.close(gateway));
    Runtime.getRuntime().addShutdownHook(hook);
    return termination;
  }

  /** Blocks for as long as the gateway serves. */
  void await() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close(AutoCloseable gateway) {
    int code = 0;
    try {
      gateway.close();
    } catch (Exception e) {
      log.error("not stopped cleanly", e);
      code = 1;
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}
