package io.weir.proxywasm.host;

import io.weir.proxywasm.WasmResult;
import org.jspecify.annotations.Nullable;

/** HTTP calls that a plugin makes of its own ({@code proxy_http_call}). */
public interface HttpCallout {
  /**
   * Starts a call. The listener hears exactly once, on the VM's thread, and never from within this
   * method: a call that fails at once tells so later.
   *
   * @param upstream a cluster's name, or {@code host:port}
   * @param headers with {@code :method}, {@code :path} and {@code :authority}
   * @param body may be empty; owned by the call
   * @param timeoutMillis 0 for none
   * @return OK, or why nothing was started (then the listener hears nothing)
   */
  WasmResult call(
      String upstream,
      HeaderMap headers,
      byte[] body,
      HeaderMap trailers,
      int timeoutMillis,
      Listener listener);

  /** Where the answer goes. */
  interface Listener {
    /**
     * An answer, or the stand-in of one: 504 for a timeout, 503 when no connection could be had.
     */
    void onResponse(HeaderMap headers, BodyBuffer body, @Nullable HeaderMap trailers);

    /** The connection was lost in the middle. */
    void onReset(String reason);
  }
}
