package io.weir.host.net;

import io.weir.host.net.http1.Http1Workspace;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients' connections of one worker, so that a gateway that stops can let them end.
 * Loop-confined.
 */
public final class ConnectionTracker {
  private final Set<ClientConnection> open = new HashSet<>();
  private final Http1Workspace http1 = new Http1Workspace();
  private final HttpDate date = new HttpDate();
  private boolean draining;
  private @Nullable Runnable onEmpty;

  void opened(ClientConnection connection) {
    open.add(connection);
  }

  void closed(ClientConnection connection) {
    open.remove(connection);
    tellIfEmpty();
  }

  /** What the codecs of the connections share. */
  Http1Workspace http1() {
    return http1;
  }

  /** For their answers. */
  HttpDate date() {
    return date;
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

  /** As {@link #drain(Runnable)}, for those of listeners that are gone: nothing is routed there. */
  public void drain(Set<String> gone) {
    for (ClientConnection connection : Set.copyOf(open)) {
      if (gone.contains(connection.listener())) {
        connection.drain();
      }
    }
  }

  private void tellIfEmpty() {
    Runnable empty = onEmpty;
    if (draining && open.isEmpty() && empty != null) {
      onEmpty = null;
      empty.run();
    }
  }
}
