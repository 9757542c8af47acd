package io.weir.host.stream;

import io.weir.host.config.HeaderTemplate;
import io.weir.host.route.HeaderEdits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The variables in configured headers, of one stream. */
record StreamVariables(Stream stream, Downstream down) implements HeaderEdits.Variables {
  @Override
  public @Nullable String value(HeaderTemplate.Variable variable, @Nullable String argument) {
    return switch (variable) {
      case DOWNSTREAM_REMOTE_ADDRESS -> address(client());
      case DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT -> host(client());
      case DOWNSTREAM_DIRECT_REMOTE_ADDRESS -> address(down.remoteAddress());
      case DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT -> host(down.remoteAddress());
      case DOWNSTREAM_LOCAL_ADDRESS -> address(down.localAddress());
      case PROTOCOL -> down.protocol();
      case ROUTE_NAME -> stream.routeName();
      case UPSTREAM_CLUSTER -> stream.routing().clusterName();
      case REQ -> header(argument);
    };
  }

  /** As far as proxies before the gateway are trusted. */
  private @Nullable SocketAddress client() {
    SocketAddress told = stream.info().client();
    return told == null ? down.remoteAddress() : told;
  }

  private @Nullable String header(@Nullable String name) {
    HeaderList headers = stream.requestPath().headers;
    return headers == null || name == null ? null : headers.get(name);
  }

  private static @Nullable String host(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : null;
  }

  private static @Nullable String address(@Nullable SocketAddress address) {
    String host = host(address);
    if (host == null || !(address instanceof InetSocketAddress inet)) {
      return null;
    }
    return host.indexOf(':') < 0 ? host + ":" + inet.getPort() : "[" + host + "]:" + inet.getPort();
  }
}
