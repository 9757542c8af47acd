package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.proxywasm.AbiLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, as written: secrets are not expanded ({@code ${env:...}} stands as it is),
 * names are not yet resolved. Immutable; no list or map is null; a missing section is empty.
 *
 * <p>Names follow Gateway API and the {@code WasmPlugin} resource.
 */
public record GatewayConfig(
    List<Listener> listeners,
    List<Upstream> upstreams,
    List<Plugin> plugins,
    Gateway gateway,
    List<Route> routes) {

  /** No listener, no route. */
  public static final GatewayConfig EMPTY =
      new GatewayConfig(List.of(), List.of(), List.of(), Gateway.DEFAULT, List.of());

  /**
   * A listener.
   *
   * @param address {@code host:port}
   * @param plugins act on all its routes, or on its TCP connections
   * @param backendRefs where TCP connections go, as the one rule of a {@code TCPRoute}; empty for
   *     HTTP, whose routes say it
   * @param http of a listener that speaks HTTP
   * @param tls of a listener that speaks TLS, else null
   * @param tlsRoutes where TLS connections go by the name that is asked for, before {@code
   *     backendRefs}
   * @param proxyProtocol whether connections begin with a PROXY header
   */
  public record Listener(
      String name,
      String address,
      Protocol protocol,
      List<PluginRef> plugins,
      List<BackendRef> backendRefs,
      ListenerTimeouts timeouts,
      HttpSettings http,
      @Nullable ListenerTls tls,
      List<ListenerTls.SniRoute> tlsRoutes,
      ProxyProtocol proxyProtocol) {}

  /** What a listener speaks. */
  public enum Protocol {
    HTTP,
    /** HTTP over TLS. */
    HTTPS,
    /** Bytes both ways; the gateway knows nothing of what they mean. */
    TCP,
    /** TCP over TLS, or TLS that goes through as it is. */
    TLS;

    /** Whether routes say where its requests go. */
    public boolean isHttp() {
      return this == HTTP || this == HTTPS;
    }

    /** Whether its connections begin with a TLS handshake. */
    public boolean isTls() {
      return this == HTTPS || this == TLS;
    }
  }

  /**
   * A named set of endpoints, and how they are used.
   *
   * @param proxyProtocol what connections begin with (default None)
   */
  public record Upstream(
      String name,
      List<UpstreamEndpoint> endpoints,
      UpstreamProtocol protocol,
      DnsSettings dns,
      LoadBalancer loadBalancer,
      UpstreamTimeouts timeouts,
      HealthSettings healthCheck,
      CircuitBreaker circuitBreaker,
      ConnectionSettings connections,
      @Nullable UpstreamTls tls,
      ProxyVersion proxyProtocol) {

    /** One of which nothing else is said. */
    public Upstream(
        String name,
        List<UpstreamEndpoint> endpoints,
        UpstreamProtocol protocol,
        LoadBalancer loadBalancer,
        UpstreamTimeouts timeouts) {
      this(
          name,
          endpoints,
          protocol,
          DnsSettings.DEFAULT,
          loadBalancer,
          timeouts,
          HealthSettings.DEFAULT,
          CircuitBreaker.NONE,
          ConnectionSettings.DEFAULT,
          null,
          ProxyVersion.None);
    }
  }

  /**
   * A plugin that routes may name.
   *
   * @param url {@code oci://host:port/repository:tag} or {@code @sha256:...}, {@code file:///...},
   *     {@code http(s)://...}
   * @param sha256 optional pin, hex without prefix: of the module for file and http urls, of the
   *     manifest for oci
   * @param priority higher first within its phase
   * @param warmPool VMs that each worker keeps ready for streams, with {@code isolation: stream}
   * @param limits what one VM may use
   * @param pluginConfig the default; a binding's is an RFC 7386 merge over it. A text reaches the
   *     plugin as it is, anything else as JSON, and null as no configuration
   */
  public record Plugin(
      String name,
      String url,
      @Nullable String sha256,
      PullPolicy imagePullPolicy,
      @Nullable Duration pollInterval,
      Phase phase,
      int priority,
      FailStrategy failStrategy,
      String rootId,
      VmConfig vmConfig,
      Engine engine,
      Isolation isolation,
      int warmPool,
      AbiLimits limits,
      JsonNode pluginConfig) {}

  /** When a tag is asked for again. */
  public enum PullPolicy {
    /** {@code Always} for the tag {@code latest}, else {@code IfNotPresent}. */
    UNSPECIFIED_POLICY,
    IfNotPresent,
    Always
  }

  /** The order of the phases in a chain is the order here. */
  public enum Phase {
    AUTHN,
    AUTHZ,
    STATS,
    UNSPECIFIED_PHASE
  }

  /** What becomes of a stream whose plugin fails. */
  public enum FailStrategy {
    FAIL_CLOSE,
    FAIL_OPEN
  }

  /** Which WebAssembly runtime. */
  public enum Engine {
    auto,
    endive,
    wasmtime
  }

  /** What streams share of a plugin. */
  public enum Isolation {
    /** One VM a worker, shared by its streams. */
    vm,
    /** Each stream has a fresh VM of its own. */
    stream
  }

  /**
   * What holds for the whole gateway.
   *
   * @param plugins on every route of every listener
   * @param overload from when on work is refused
   * @param accessLog null for none
   * @param tracing null for none
   */
  public record Gateway(
      List<PluginRef> plugins,
      OverloadSettings overload,
      @Nullable AccessLogSettings accessLog,
      @Nullable TracingSettings tracing,
      MetricsSettings metrics) {
    /** What a configuration has that says nothing. */
    static final Gateway DEFAULT =
        new Gateway(List.of(), OverloadSettings.DEFAULT, null, null, MetricsSettings.DEFAULT);
  }

  /**
   * A route. Empty {@code hostnames}: any host. Empty {@code matches}: any path. Empty {@code
   * listeners}: every listener.
   */
  public record Route(
      String name,
      List<String> listeners,
      List<String> hostnames,
      List<Match> matches,
      List<BackendRef> backendRefs,
      RouteTimeouts timeouts,
      List<PluginRef> plugins,
      List<RouteFilter> filters,
      @Nullable RetrySettings retry) {

    /** A route that sends requests on, once, and does nothing else. */
    public Route(
        String name,
        List<String> listeners,
        List<String> hostnames,
        List<Match> matches,
        List<BackendRef> backendRefs,
        RouteTimeouts timeouts,
        List<PluginRef> plugins) {
      this(name, listeners, hostnames, matches, backendRefs, timeouts, plugins, List.of(), null);
    }
  }

  /**
   * A share of the route's traffic.
   *
   * @param filters for the requests that go there: they change headers
   */
  public record BackendRef(String name, int weight, List<RouteFilter> filters) {
    /** A share that is sent on as it is. */
    public BackendRef(String name, int weight) {
      this(name, weight, List.of());
    }
  }
}
