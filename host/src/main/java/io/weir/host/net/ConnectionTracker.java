package io.weir.host.net;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients' connections of one worker, so that a gateway that stops can let them end.
 * Loop-confined.
 */
public final class ConnectionTracker {
  private final Set<ClientConnection> open = new HashSet<>();
  private boolean draining;
  private @Nullable Runnable onEmpty;

  void opened(ClientConnection connection) {
    open.add(connection);
  }

  void closed(ClientConnection connection) {
    open.remove(connection);
    tellIfEmpty();
  }

  /** How many are open now. */
  public int size() {
    return open.size();
  }

  boolean isDraining() {
    return draining;
  }

  /**
   * Closes idle connections now and the others after their response.
   *
   * @param empty runs when there is none left
   */
  public void drain(Runnable empty) {
    draining = true;
    onEmpty = empty;
    for (ClientConnection connection : Set.copyOf(open)) {
      connection.drain();
    }
    tellIfEmpty();
  }

  private void tellIfEmpty() {
    Runnable empty = onEmpty;
    if (draining && open.isEmpty() && empty != null) {
      onEmpty = null;
      empty.run();
    }
  }
}
