package io.weir.host.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a PROXY header says (HAProxy's "The PROXY protocol", versions 1 and 2).
 *
 * @param source the client; null when the proxy speaks for itself, or does not know
 * @param destination what the client connected to; null likewise
 */
record ProxyHeader(@Nullable InetSocketAddress source, @Nullable InetSocketAddress destination) {
  /** The connection is the proxy's own, or of a kind that has no addresses. */
  static final ProxyHeader LOCAL = new ProxyHeader(null, null);
}
