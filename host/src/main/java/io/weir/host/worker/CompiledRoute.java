package io.weir.host.worker;

import io.weir.host.route.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * A configured route as workers go by it.
 *
 * @param routes one for each listener that it is on
 */
record CompiledRoute(List<Route> routes) {
  static List<Route> all(List<CompiledRoute> compiled) {
    List<Route> all = new ArrayList<>(compiled.size());
    compiled.forEach(route -> all.addAll(route.routes));
    return all;
  }
}
