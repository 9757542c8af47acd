package io.weir.host.upstream;

import io.weir.host.config.OutlierDetection;

/**
 * Counts in a row what goes wrong with one endpoint on one worker. Each worker counts for itself: a
 * common count would be an atomic for every answer, and as the answers of workers mix, a row would
 * mean less. What one worker finds is decided about once, for all.
 */
final class OutlierCounter {
  private final OutlierDetection limits;
  private final Suspicion suspicion;
  private int serverErrors;
  private int gatewayErrors;
  private int connectFailures;

  /** Who hears that a limit is reached. On the loop. */
  interface Suspicion {
    void suspect(String why);
  }

  OutlierCounter(OutlierDetection limits, Suspicion suspicion) {
    this.limits = limits;
    this.suspicion = suspicion;
  }

  /** The endpoint is used again: what went wrong before it was out says nothing any more. */
  void reset() {
    serverErrors = 0;
    gatewayErrors = 0;
    connectFailures = 0;
  }

  void answered(int status) {
    if (status < 500) {
      serverErrors = 0;
      gatewayErrors = 0;
      return;
    }
    boolean gateway = status >= 502 && status <= 504;
    failed(gateway);
  }

  void lost() {
    failed(true);
  }

  private void failed(boolean gateway) {
    if (++serverErrors == limits.consecutive5xx()) {
      suspicion.suspect(serverErrors + " server errors in a row");
      serverErrors = 0;
    }
    gatewayErrors = gateway ? gatewayErrors + 1 : 0;
    if (gateway && gatewayErrors == limits.consecutiveGatewayErrors()) {
      suspicion.suspect(gatewayErrors + " gateway errors in a row");
      gatewayErrors = 0;
    }
  }

  void connected() {
    connectFailures = 0;
  }

  void connectFailed() {
    if (++connectFailures == limits.consecutiveConnectFailures()) {
      suspicion.suspect(connectFailures + " failed connects in a row");
      connectFailures = 0;
    }
  }
}
