package io.weir.host.config;

import java.util.Map;

/**
 * How requests are shared out between localities and priorities.
 *
 * @param weights by locality; empty: localities do not matter
 * @param overprovisioning in percent: a locality or priority of which 100 / (this / 100) percent
 *     are healthy keeps its whole share (default 140)
 */
public record LocalitySettings(Map<String, Integer> weights, int overprovisioning) {
  public static final LocalitySettings DEFAULT = new LocalitySettings(Map.of(), 140);
}
