package io.weir.host.upstream.health;

/** Who hears that an endpoint has become healthy or unhealthy. On the loop of its checker. */
public interface HealthListener {
  /** It passed as often in a row as it must. */
  void onHealthy();

  /**
   * @param why what the last check has failed for
   */
  void onUnhealthy(String why);
}
