package io.weir.host.upstream;

/**
 * An endpoint as all workers see it at a time.
 *
 * @param name the host it was configured by: its own, or the name that was looked up
 * @param weight as configured
 * @param healthy whether it is to be used
 * @param drain takes no new requests
 * @param share of its weight that it has yet, in percent: less than 100 in a slow start
 */
public record Member(
    Endpoint endpoint,
    String name,
    int weight,
    String locality,
    int priority,
    boolean healthy,
    boolean drain,
    int share) {

  /** An endpoint alone, of which nothing is said. */
  static Member of(Endpoint endpoint) {
    return new Member(endpoint, endpoint.host(), 1, "", 0, true, false, 100);
  }
}
