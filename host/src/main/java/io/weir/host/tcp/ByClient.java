package io.weir.host.tcp;

import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.PickContext;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A TCP connection has nothing but its client's address that an endpoint may be chosen by. */
record ByClient(@Nullable SocketAddress client, @Nullable SocketAddress server)
    implements PickContext {
  @Override
  public @Nullable HeaderList headers() {
    return null;
  }
}
