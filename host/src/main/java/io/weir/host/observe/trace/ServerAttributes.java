package io.weir.host.observe.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.weir.host.config.HostPort;
import io.weir.host.observe.record.Flags;
import io.weir.host.observe.record.StreamRecord;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server span says, by the semantic conventions for HTTP, and in {@code weir.} what only a
 * gateway knows. The query is left out: it may hold what is nobody's business.
 */
final class ServerAttributes {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");
  private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("network.peer.address");
  private static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> IN = AttributeKey.longKey("http.request.body.size");
  private static final AttributeKey<Long> OUT = AttributeKey.longKey("http.response.body.size");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("weir.route");
  private static final AttributeKey<String> LISTENER = AttributeKey.stringKey("weir.listener");
  private static final AttributeKey<String> DETAIL = AttributeKey.stringKey("weir.response.detail");
  private static final AttributeKey<String> FLAGS = AttributeKey.stringKey("weir.response.flags");
  private static final Set<String> METHODS =
      Set.of(
          "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY");

  private ServerAttributes() {}

  /** Of few values: a method that everybody knows, and the route. */
  static String name(StreamRecord record) {
    String method = method(record);
    return (method.equals("_OTHER") ? "HTTP" : method)
        + (record.route().isEmpty() ? "" : " " + record.route());
  }

  private static String method(StreamRecord record) {
    String method = record.requestHeader(":method");
    return method != null && METHODS.contains(method) ? method : "_OTHER";
  }

  static Attributes of(StreamRecord record) {
    AttributesBuilder all = Attributes.builder();
    all.put(METHOD, method(record));
    put(all, PATH, path(record.target()));
    put(all, SCHEME, record.requestHeader(":scheme"));
    server(all, record.requestHeader(":authority"));
    put(all, AGENT, record.requestHeader("user-agent"));
    put(all, VERSION, record.protocol().substring(record.protocol().indexOf('/') + 1));
    if (record.client() instanceof InetSocketAddress client) {
      put(all, CLIENT, client.getHostString());
    }
    if (record.peer() instanceof InetSocketAddress peer) {
      put(all, PEER, peer.getHostString());
      all.put(PEER_PORT, (long) peer.getPort());
    }
    all.put(IN, record.requestBytes());
    all.put(OUT, record.responseBytes());
    put(all, LISTENER, record.listener());
    put(all, ROUTE, record.route());
    put(all, DETAIL, record.detail());
    put(all, FLAGS, Flags.names(record.flags()));
    int status = record.status();
    if (status > 0) {
      all.put(STATUS, (long) status);
    }
    if (status < 0 || status >= 500) {
      all.put(ERROR, status < 0 ? "no_response" : Integer.toString(status));
    }
    return all.build();
  }

  /** As the client has named it; without a port there it is the scheme's. */
  private static void server(AttributesBuilder all, @Nullable String authority) {
    HostPort named = authority == null ? null : HostPort.parse(authority);
    if (named == null) {
      put(all, HOST, authority);
      return;
    }
    put(all, HOST, named.host());
    all.put(PORT, (long) named.port());
  }

  private static void put(AttributesBuilder all, AttributeKey<String> key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      all.put(key, value);
    }
  }

  private static @Nullable String path(@Nullable String target) {
    int query = target == null ? -1 : target.indexOf('?');
    return query < 0 || target == null ? target : target.substring(0, query);
  }
}
