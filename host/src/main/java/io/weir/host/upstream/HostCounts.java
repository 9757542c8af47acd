package io.weir.host.upstream;

/**
 * What one worker, or all together, have had to do with an endpoint.
 *
 * @param active requests and TCP connections under way
 * @param connections open
 * @param total requests and TCP connections since the endpoint came into the configuration
 * @param errors answers of 500 and above, and requests that were lost
 * @param connectionsMade that were begun
 * @param connectFailures of these, that did not come about
 */
public record HostCounts(
    int active,
    int connections,
    long total,
    long errors,
    long connectionsMade,
    long connectFailures) {
  public static final HostCounts NONE = new HostCounts(0, 0, 0, 0, 0, 0);

  public HostCounts plus(HostCounts more) {
    return new HostCounts(
        active + more.active,
        connections + more.connections,
        total + more.total,
        errors + more.errors,
        connectionsMade + more.connectionsMade,
        connectFailures + more.connectFailures);
  }
}
