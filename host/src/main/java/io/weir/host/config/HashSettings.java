package io.weir.host.config;

import java.util.List;

/**
 * For the policies {@code RingHash} and {@code Maglev}.
 *
 * @param on the first of these that a request has decides; one that has none of them goes anywhere
 * @param minimumRingSize how many places the ring has at least (default 1024)
 * @param maximumRingSize how many it has at most (default 65536)
 * @param tableSize of Maglev, a prime (default 65537)
 */
public record HashSettings(
    List<HashKey> on, int minimumRingSize, int maximumRingSize, int tableSize) {
  public static final HashSettings DEFAULT = new HashSettings(List.of(), 1_024, 65_536, 65_537);
}
