package io.weir.host.config;

/** Which PROXY header connections to an upstream begin with (HAProxy's "The PROXY protocol"). */
public enum ProxyVersion {
  /** No header: the first bytes are those of the client. */
  None,
  /** A line of text. */
  V1,
  /** A binary head. */
  V2
}
