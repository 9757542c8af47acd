package io.weir.host.stream;

import org.jspecify.annotations.Nullable;

/**
 * The properties of one stream, by Envoy's attribute names. What is not known yet, or what this
 * gateway has no notion of, is null. What a plugin has set itself is found by its whole path, where
 * no attribute has that name.
 */
final class StreamProperties {
  private final Stream stream;
  private final Downstream down;
  private final RequestAttributes request;
  private final ResponseAttributes response;
  private final OwnProperties own = new OwnProperties();

  StreamProperties(Stream stream, Downstream down) {
    this.stream = stream;
    this.down = down;
    this.request = new RequestAttributes(stream, down);
    this.response = new ResponseAttributes(stream);
  }

  OwnProperties own() {
    return own;
  }

  /**
   * @param path segments joined by NUL
   */
  byte @Nullable [] get(String path) {
    byte[] attribute = attribute(path);
    if (attribute != null) {
      return attribute;
    }
    byte[] set = own.get(path);
    return set == null && path.equals("x_request_id") ? request.get("id") : set;
  }

  private byte @Nullable [] attribute(String path) {
    int dot = path.indexOf('\0');
    if (dot < 0) {
      return whole(path);
    }
    String rest = path.substring(dot + 1);
    return switch (path.substring(0, dot)) {
      case "request" -> request.get(rest);
      case "response" -> response.get(rest);
      case "source" -> Attributes.address(down.remoteAddress(), rest);
      case "destination" -> Attributes.address(down.localAddress(), rest);
      case "upstream" -> upstream(rest);
      case "connection" -> connection(rest);
      case "xds" -> xds(rest);
      case "filter_state" -> rest.startsWith("wasm.") ? own.get(rest.substring(5)) : null;
      default -> null;
    };
  }

  private byte @Nullable [] whole(String name) {
    return switch (name) {
      case "connection_id" -> Attributes.number(down.connectionId());
      case "listener_name" -> Attributes.name(down.listener());
      case "metadata" -> Attributes.EMPTY;
      default -> xds(name);
    };
  }

  /** What Envoy's configuration calls things; its metadata is always empty here. */
  private byte @Nullable [] xds(String name) {
    StreamRoute route = stream.routing();
    return switch (name) {
      case "route_name" -> known(route.routeName());
      case "cluster_name" -> known(route.clusterName());
      case "filter_chain_name" -> Attributes.name(down.listener());
      case "route_metadata" -> route.current() == null ? null : Attributes.EMPTY;
      case "cluster_metadata" -> route.cluster() == null ? null : Attributes.EMPTY;
      case "upstream_host_metadata" -> stream.info().upstream() == null ? null : Attributes.EMPTY;
      default -> null;
    };
  }

  private static byte @Nullable [] known(String name) {
    return name.isEmpty() ? null : Attributes.name(name);
  }

  private byte @Nullable [] connection(String name) {
    TlsSession tls = down.tls();
    return name.equals("id")
        ? Attributes.number(down.connectionId())
        : TlsAttributes.get(tls, tls == null ? "" : tls.serverName(), name);
  }

  private byte @Nullable [] upstream(String name) {
    StreamInfo info = stream.info();
    return switch (name) {
      case "address", "port" -> Attributes.address(info.upstream(), name);
      case "request_attempt_count" ->
          info.attempts() == 0 ? null : Attributes.number(info.attempts());
      case "transport_failure_reason" -> Attributes.text(info.transportFailure());
      default -> null;
    };
  }
}
