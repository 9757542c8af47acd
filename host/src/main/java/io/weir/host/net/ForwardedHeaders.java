package io.weir.host.net;

import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;

/** What the gateway tells the upstream of a request's way. */
final class ForwardedHeaders {
  private ForwardedHeaders() {}

  /** Of a request on the client's connection. */
  static String scheme(Downstream down) {
    return down.tls() == null ? "http" : "https";
  }

  /** The client's certificate; the rest is the stream's affair, which knows whom to trust. */
  static void add(HeaderList headers, Downstream down) {
    headers.remove(ForwardedCertificate.HEADER); // nobody but the gateway says who the client is
    String certificate = down.forwardedCertificate();
    if (certificate != null) {
      headers.add(ForwardedCertificate.HEADER, certificate);
    }
  }
}
