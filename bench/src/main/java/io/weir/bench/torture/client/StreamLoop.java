package io.weir.bench.torture.client;

import io.weir.bench.torture.wire.WireConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: opens a stream, sees it to its end, and opens the next, for as long as streams are
 * wanted. Keeps its connection from stream to stream where the protocol lets it.
 */
final class StreamLoop implements Runnable {

  private static final long AFTER_FAILURE_MS = 50;
  private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);

  private final Target target;
  private final Kind kind;
  private final int client;
  private final Script script;
  private final SplittableRandom random;
  private final BooleanSupplier more;
  private @Nullable WireConnection connection;
  private int connectionFloor;
  private int number;

  StreamLoop(Target target, Kind kind, int client, Script script, long seed, BooleanSupplier more) {
    this.target = target;
    this.kind = kind;
    this.client = client;
    this.script = script;
    this.random = new SplittableRandom(seed);
    this.more = more;
  }

  @Override
  public void run() {
    boolean well;
    do {
      well = stream("%s %d/%d".formatted(kind.label(), client, ++number));
    } while (more.getAsBoolean() && (well || waited()));
    disconnect();
  }

  /** Returns whether the stream came to its end. */
  private boolean stream(String name) {
    target.tally().add(kind, Count.OPENED, 1);
    try {
      runScript(name);
      return true;
    } catch (CountedException e) {
      disconnect();
    } catch (IOException e) {
      target.tally().wrong(kind, Count.CUT, "%s: %s".formatted(name, e.getMessage()));
      disconnect();
    } catch (RuntimeException e) {
      // An answer that no rule foresaw, such as a header that is no stamp.
      target.tally().wrong(kind, Count.CUT, "%s: %s".formatted(name, e));
      LOG.warn("{}", name, e);
      disconnect();
    }
    return false;
  }

  private void runScript(String name) throws IOException {
    Exchange exchange = new Exchange(target, kind, name, connected(), connectionFloor);
    try {
      script.run(exchange, random.split());
      exchange.complete();
    } finally {
      exchange.close();
    }
    connectionFloor = exchange.connectionFloor();
    if (exchange.lastOnConnection()) {
      leave(name);
    }
  }

  /** A moment after a failure, lest a gateway that is gone be asked again without end. */
  private static boolean waited() {
    try {
      Pace.pause(TimeUnit.MILLISECONDS.toNanos(AFTER_FAILURE_MS));
      return true;
    } catch (InterruptedIOException e) {
      return false;
    }
  }

  private void leave(String name) {
    if (kind != Kind.WEBSOCKET) {
      String message = name + ": the gateway closes the connection after its answer";
      target.tally().wrong(kind, Count.CUT, message);
    }
    disconnect();
  }

  private WireConnection connected() throws IOException {
    if (connection == null) {
      connection = WireConnection.open(target.address(), target.readLimit());
      connectionFloor = 0;
    }
    return connection;
  }

  private void disconnect() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("closing {} {}", kind.label(), client, e);
    }
    connection = null;
  }
}
