package io.weir.host.observe.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upstream as it is, over all workers.
 *
 * @param panic so few endpoints are healthy that others are used as well
 * @param connections open, or being opened
 * @param pending requests that wait for a connection
 * @param requests under way, those that wait among them
 * @param retries of these, that are retries
 * @param overflows requests and retries that a limit of the circuit breaker has refused so far
 * @param ejections of endpoints, so far
 */
public record ClusterView(
    String name,
    boolean panic,
    int connections,
    int pending,
    int requests,
    int retries,
    long overflows,
    long ejections,
    List<EndpointView> endpoints) {

  /**
   * An endpoint of an upstream.
   *
   * @param name the host that it was configured by
   * @param health {@code HEALTHY}, {@code UNHEALTHY}, {@code EJECTED} or {@code DRAINING}
   * @param why it is not healthy; null when it is
   * @param ejectedForMillis until it comes back; 0 when it is not ejected
   * @param weight as configured
   * @param share of its weight that it has yet, in percent
   * @param active requests and TCP connections under way
   * @param connections open
   * @param requests since the endpoint came into the configuration
   * @param errors answers of 500 and above, and requests that were lost
   * @param connectionsMade that were begun
   * @param connectFailures of these, that did not come about
   */
  public record EndpointView(
      String address,
      String name,
      String health,
      @Nullable String why,
      long ejectedForMillis,
      int weight,
      int share,
      String locality,
      int priority,
      int active,
      int connections,
      long requests,
      long errors,
      long connectionsMade,
      long connectFailures) {}
}
