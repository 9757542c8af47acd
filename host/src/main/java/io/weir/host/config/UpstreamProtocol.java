package io.weir.host.config;

/** What an upstream speaks. */
public enum UpstreamProtocol {
  /** HTTP/1.1, one request at a time on a connection. */
  HTTP1,
  /** HTTP/2 in cleartext, by prior knowledge (RFC 9113 section 3.3): what gRPC servers speak. */
  H2C,
  /** HTTP/2 over TLS, agreed on by ALPN. */
  H2
}
