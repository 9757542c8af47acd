package io.weir.host.stream;

import io.weir.host.route.Route;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The route of one stream, of the table that it began with, and the cluster that it goes to. When a
 * plugin changes what routes are matched by, the route is matched anew the next time that somebody
 * asks for it: its upstream, its time limits and its names change, its chain does not.
 *
 * <p>A filter that has set {@code clear_route_cache} to {@code off} changes headers without that.
 */
final class StreamRoute {
  /** Before the first match; never written to. */
  private static final HeaderList NONE = new HeaderList();

  private @Nullable RouteTable table;
  private String listener = "";
  private HeaderList headers = NONE;
  private @Nullable Route route;
  private Route.@Nullable Backend backend;
  private @Nullable Endpoint wanted;
  private @Nullable String method;
  private @Nullable String authority;
  private @Nullable String path;
  private int seenChanges;
  private boolean stale;
  private boolean fixed;
  private @Nullable PluginFilter lastInHeaders;

  /** The first match, which decides about the chain; null when there is none. */
  @Nullable Route match(RouteTable now, String listener, HeaderList request) {
    table = now;
    this.listener = listener;
    headers = request;
    remember();
    seenChanges = request.changes();
    route = now.match(listener, request);
    return route;
  }

  /** The filter's guest looks at the request's headers, and may change them next. */
  void accessedBy(PluginFilter filter) {
    settle();
    lastInHeaders = filter;
  }

  /** Counts what has been changed since the last access, on behalf of the filter that did it. */
  void settle() {
    if (headers.changes() == seenChanges) {
      return;
    }
    seenChanges = headers.changes();
    PluginFilter by = lastInHeaders;
    stale |= by == null || by.clearsRouteCache();
  }

  /** As the request is now; null when it never had one. */
  @Nullable Route current() {
    settle();
    RouteTable t = table;
    if (!stale || fixed || t == null || route == null) {
      return route;
    }
    stale = false;
    if (!t.matchesHeaders() && isAsBefore()) {
      return route;
    }
    remember();
    Route again = t.match(listener, headers);
    if (again != null && again != route) {
      route = again;
      backend = null;
    }
    return route;
  }

  /** The cluster that the request goes to: chosen once for a route. */
  @Nullable Cluster cluster() {
    Route.Backend b = backend();
    return b == null ? null : b.cluster();
  }

  private Route.@Nullable Backend backend() {
    Route r = current();
    if (backend == null && r != null) {
      backend = r.pickBackend();
    }
    return backend;
  }

  /** The backend; from now on the route changes no more, whatever becomes of the headers. */
  Route.@Nullable Backend fixedBackend() {
    Route.Backend b = backend();
    fixed = true;
    return b;
  }

  /** The cluster that was chosen, empty while none is. */
  String pickedCluster() {
    Route.Backend b = backend;
    return b == null ? "" : b.cluster().name();
  }

  /** The next pick is to be this endpoint, if the cluster has it. */
  void want(Endpoint endpoint) {
    wanted = endpoint;
  }

  /** The endpoint that a plugin wants, which the cluster may not have; null: the balancer picks. */
  @Nullable Endpoint wanted() {
    return wanted;
  }

  /** Empty when there is no route. */
  String routeName() {
    Route r = current();
    return r == null ? "" : r.name();
  }

  /** Empty when there is no cluster. */
  String clusterName() {
    Cluster c = cluster();
    return c == null ? "" : c.name();
  }

  /** Notes what a match goes by, but for other headers. */
  private void remember() {
    method = headers.get(":method");
    authority = headers.get(":authority");
    path = headers.get(":path");
  }

  private boolean isAsBefore() {
    return Objects.equals(path, headers.get(":path"))
        && Objects.equals(authority, headers.get(":authority"))
        && Objects.equals(method, headers.get(":method"));
  }
}
