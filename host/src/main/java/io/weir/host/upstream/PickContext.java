package io.weir.host.upstream;

import io.weir.host.stream.HeaderList;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What the choice of an endpoint may go by. Asked only for what the cluster's policy needs. */
public interface PickContext {
  /** Of the request, with pseudo headers; null for a connection that is none of HTTP. */
  @Nullable HeaderList headers();

  /** The client's; null when it is not known. */
  @Nullable SocketAddress client();

  /** What the client connected to; null where nobody asks, and when it is not known. */
  default @Nullable SocketAddress server() {
    return null;
  }

  /** The endpoint that is wanted before all others, while it can be used. */
  default @Nullable Endpoint wanted() {
    return null;
  }

  /** Whether an endpoint has been tried for the request, so that another one is better. */
  default boolean tried(Endpoint endpoint) {
    return false;
  }

  /** An endpoint was chosen. */
  default void onPicked(Endpoint endpoint) {}

  /**
   * The client is to be given a cookie that keeps it where it is.
   *
   * @param setCookie the value of a header {@code set-cookie}
   */
  default void onCookie(String setCookie) {}
}
