package io.weir.host.net;

import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import java.net.InetSocketAddress;
import java.util.UUID;

/** What the gateway tells the upstream of a request's way. */
final class ForwardedHeaders {
  private ForwardedHeaders() {}

  /** Of a request on the client's connection. */
  static String scheme(Downstream down) {
    return down.tls() == null ? "http" : "https";
  }

  /** Adds the client to x-forwarded-for, and a request id where there is none. */
  static void add(HeaderList headers, Downstream down) {
    if (down.remoteAddress() instanceof InetSocketAddress client) {
      String before = headers.get("x-forwarded-for");
      String address = client.getAddress().getHostAddress();
      headers.set("x-forwarded-for", before == null ? address : before + ", " + address);
    }
    headers.set("x-forwarded-proto", scheme(down));
    headers.remove(ForwardedCertificate.HEADER); // nobody but the gateway says who the client is
    String certificate = down.forwardedCertificate();
    if (certificate != null) {
      headers.add(ForwardedCertificate.HEADER, certificate);
    }
    if (headers.get("x-request-id") == null) {
      headers.add("x-request-id", UUID.randomUUID().toString());
    }
  }
}
