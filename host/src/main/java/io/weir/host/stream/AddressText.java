package io.weir.host.stream;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The IP address of a connection's client as text, made once. On the loop. */
public final class AddressText {
  private @Nullable SocketAddress known;
  private @Nullable String text;

  /** Of {@code address}, without the port; null when it is no IP address. */
  @SuppressWarnings("ReferenceEquality") // a connection's address is one object
  public @Nullable String of(@Nullable SocketAddress address) {
    if (address != known) {
      known = address;
      text = make(address);
    }
    return text;
  }

  /** As {@link #of}, made now. */
  static @Nullable String make(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? NetUtil.toAddressString(inet.getAddress())
        : null;
  }
}
