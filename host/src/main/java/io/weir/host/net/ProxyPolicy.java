package io.weir.host.net;

import io.weir.host.config.Cidr;
import io.weir.host.config.ProxyProtocol;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may, or must, send a PROXY header. Immutable.
 *
 * @param required whether a connection without one is closed
 * @param trusted who may send one; empty for anybody
 */
record ProxyPolicy(boolean required, List<Cidr> trusted) {
  /** Null where none is looked for. */
  static @Nullable ProxyPolicy of(ProxyProtocol settings) {
    return switch (settings.mode()) {
      case Off -> null;
      case Accept -> new ProxyPolicy(false, blocks(settings.trustedSources()));
      case Require -> new ProxyPolicy(true, blocks(settings.trustedSources()));
    };
  }

  private static List<Cidr> blocks(List<String> texts) {
    return texts.stream().map(Cidr::parse).filter(Objects::nonNull).toList();
  }

  boolean trusts(@Nullable SocketAddress peer) {
    return trusted.isEmpty()
        || (peer instanceof InetSocketAddress inet
            && trusted.stream().anyMatch(block -> block.contains(inet.getAddress())));
  }
}
