package io.weir.host.observe.view;

import java.util.List;

/** A named set of endpoints, as it is over all workers. */
public record ClusterView(String name, List<EndpointView> endpoints) {
  /**
   * @param address {@code host:port}
   * @param active requests and connections of plugins under way
   * @param requests so far, as far as workers remember the endpoint
   */
  public record EndpointView(String address, int active, long requests) {}
}
