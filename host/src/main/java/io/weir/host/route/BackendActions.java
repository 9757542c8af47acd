package io.weir.host.route;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.RouteFilter;
import org.jspecify.annotations.Nullable;

/** What is done to the headers of requests that go to one backend of a route. Immutable. */
public record BackendActions(@Nullable HeaderEdits request, @Nullable HeaderEdits response) {
  /** Null for a backend without filters. */
  public static @Nullable BackendActions of(BackendRef backend) {
    if (backend.filters().isEmpty()) {
      return null;
    }
    HeaderEdits request = null;
    HeaderEdits response = null;
    for (RouteFilter filter : backend.filters()) {
      if (filter instanceof RouteFilter.RequestHeaderModifier f) {
        request = HeaderEdits.of(f.headers());
      } else if (filter instanceof RouteFilter.ResponseHeaderModifier f) {
        response = HeaderEdits.of(f.headers());
      }
    }
    return new BackendActions(request, response);
  }
}
