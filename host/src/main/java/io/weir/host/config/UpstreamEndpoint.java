package io.weir.host.config;

/**
 * One endpoint of an upstream as it is configured: {@code host:port} alone, or a mapping.
 *
 * @param address {@code host:port}
 * @param weight its share beside the others (default 1)
 * @param locality where it stands, empty when nothing is said; {@code localityWeights} go by it
 * @param priority 0 is used first (default 0); a higher number takes what the lower cannot
 * @param drain takes no new requests; what is under way may end
 */
public record UpstreamEndpoint(
    String address, int weight, String locality, int priority, boolean drain) {

  /** An endpoint of which only the address is said. */
  public UpstreamEndpoint(String address) {
    this(address, 1, "", 0, false);
  }

  /** Whether the address says it all. */
  boolean isPlain() {
    return equals(new UpstreamEndpoint(address));
  }
}
