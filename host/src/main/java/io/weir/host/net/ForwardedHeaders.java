package io.weir.host.net;

import io.weir.host.stream.HeaderList;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the gateway tells the upstream of a request's way. */
final class ForwardedHeaders {
  private ForwardedHeaders() {}

  /** Adds the client to x-forwarded-for, and a request id where there is none. */
  static void add(HeaderList headers, @Nullable SocketAddress remote) {
    if (remote instanceof InetSocketAddress client) {
      String before = headers.get("x-forwarded-for");
      String address = client.getAddress().getHostAddress();
      headers.set("x-forwarded-for", before == null ? address : before + ", " + address);
    }
    headers.set("x-forwarded-proto", "http");
    if (headers.get("x-request-id") == null) {
      headers.add("x-request-id", UUID.randomUUID().toString());
    }
  }
}
