package io.weir.host.tcp;

import io.weir.host.stream.Attributes;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.OwnProperties;
import io.weir.host.stream.TlsAttributes;
import org.jspecify.annotations.Nullable;

/** The properties of one connection, by Envoy's attribute names and in its encodings. */
final class TcpProperties {
  private final TcpConnection connection;
  private final OwnProperties own = new OwnProperties();

  TcpProperties(TcpConnection connection) {
    this.connection = connection;
  }

  boolean set(String path, byte[] value) {
    return own.set(path, value);
  }

  /**
   * @param path segments joined by NUL
   */
  byte @Nullable [] get(String path) {
    byte[] attribute = attribute(path);
    return attribute == null ? own.get(path) : attribute;
  }

  private byte @Nullable [] attribute(String path) {
    int dot = path.indexOf('\0');
    if (dot < 0) {
      return whole(path);
    }
    String rest = path.substring(dot + 1);
    return switch (path.substring(0, dot)) {
      case "source" -> Attributes.address(connection.client().remoteAddress(), rest);
      case "destination" -> Attributes.address(connection.client().localAddress(), rest);
      case "upstream" -> upstream(rest);
      case "connection" -> connection(rest);
      case "xds" -> xds(rest);
      case "filter_state" -> rest.startsWith("wasm.") ? own.get(rest.substring(5)) : null;
      default -> null;
    };
  }

  private byte @Nullable [] whole(String name) {
    return switch (name) {
      case "connection_id" -> Attributes.number(connection.id());
      case "listener_name" -> Attributes.name(connection.listener());
      case "metadata" -> Attributes.EMPTY;
      default -> xds(name);
    };
  }

  private byte @Nullable [] xds(String name) {
    return switch (name) {
      case "cluster_name" -> {
        String cluster = connection.clusterName();
        yield cluster.isEmpty() ? null : Attributes.name(cluster);
      }
      case "filter_chain_name" -> Attributes.name(connection.listener());
      default -> null;
    };
  }

  private byte @Nullable [] connection(String name) {
    ConnectionInfo info = connection.client().info();
    return name.equals("id")
        ? Attributes.number(connection.id())
        : TlsAttributes.get(info.tls(), info.serverName(), name);
  }

  private byte @Nullable [] upstream(String name) {
    TcpSocket upstream = connection.upstream();
    if (upstream == null) {
      return null;
    }
    return name.equals("local_address")
        ? Attributes.address(upstream.localAddress(), "address")
        : Attributes.address(upstream.remoteAddress(), name);
  }
}
