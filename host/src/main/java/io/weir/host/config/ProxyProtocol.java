package io.weir.host.config;

import java.util.List;

/**
 * Whether connections begin with a PROXY header, version 1 or 2, that names the client.
 *
 * @param trustedSources who may send one, as CIDR blocks; empty for anybody
 */
public record ProxyProtocol(Mode mode, List<String> trustedSources) {
  /** None: the first bytes are the client's. */
  public static final ProxyProtocol OFF = new ProxyProtocol(Mode.Off, List.of());

  /** Whether a header may or must be there. */
  public enum Mode {
    Off,
    /** A trusted source may send one. What others send is the client's own. */
    Accept,
    /** A connection without one, or from a source that is not trusted, is closed. */
    Require
  }
}
