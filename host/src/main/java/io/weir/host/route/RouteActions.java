package io.weir.host.route;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.RetrySettings;
import io.weir.host.config.RouteFilter;
import io.weir.host.upstream.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a route does beside matching and sending on, compiled once when the configuration changes. A
 * route that does nothing else has none of this: that costs a stream one look. Immutable; shared by
 * all workers.
 *
 * @param cors before the plugins, and on the response behind them
 * @param fault before the plugins
 * @param redirect after the plugins of the request, as is all that follows
 */
public record RouteActions(
    @Nullable CorsPolicy cors,
    @Nullable FaultPolicy fault,
    @Nullable Redirect redirect,
    @Nullable DirectAnswer direct,
    @Nullable UrlRewrite rewrite,
    @Nullable HeaderEdits request,
    @Nullable HeaderEdits response,
    List<Mirror> mirrors,
    @Nullable RetryPolicy retry) {

  /** Null for a route that has nothing of it. */
  public static @Nullable RouteActions of(
      GatewayConfig.Route route, Function<String, Cluster> clusters) {
    RetrySettings retry = route.retry();
    boolean backends = route.backendRefs().stream().anyMatch(b -> !b.filters().isEmpty());
    if (route.filters().isEmpty() && !backends && retry == null) {
      return null;
    }
    Builder made = new Builder(prefix(route));
    route.filters().forEach(filter -> made.add(filter, clusters));
    return made.build(retry == null ? null : new RetryPolicy(retry));
  }

  /** Whether something is done before the plugins. */
  public boolean isEarly() {
    return cors != null || fault != null;
  }

  private static String prefix(GatewayConfig.Route route) {
    return route.matches().isEmpty() ? "/" : route.matches().getFirst().path().value();
  }

  private static final class Builder {
    private final String prefix;
    private @Nullable CorsPolicy cors;
    private @Nullable FaultPolicy fault;
    private @Nullable Redirect redirect;
    private @Nullable DirectAnswer direct;
    private @Nullable UrlRewrite rewrite;
    private @Nullable HeaderEdits request;
    private @Nullable HeaderEdits response;
    private final List<Mirror> mirrors = new ArrayList<>();

    Builder(String prefix) {
      this.prefix = prefix;
    }

    void add(RouteFilter filter, Function<String, Cluster> clusters) {
      switch (filter) {
        case RouteFilter.RequestHeaderModifier f -> request = HeaderEdits.of(f.headers());
        case RouteFilter.ResponseHeaderModifier f -> response = HeaderEdits.of(f.headers());
        case RouteFilter.RequestRedirect f -> redirect = new Redirect(f, prefix);
        case RouteFilter.UrlRewrite f -> rewrite = new UrlRewrite(f, prefix);
        case RouteFilter.RequestMirror f ->
            mirrors.add(new Mirror(f, clusters.apply(f.upstream())));
        case RouteFilter.Cors f -> cors = new CorsPolicy(f);
        case RouteFilter.FaultInjection f -> fault = new FaultPolicy(f);
        case RouteFilter.DirectResponse f -> direct = new DirectAnswer(f);
      }
    }

    RouteActions build(@Nullable RetryPolicy retry) {
      return new RouteActions(
          cors, fault, redirect, direct, rewrite, request, response, List.copyOf(mirrors), retry);
    }
  }
}
