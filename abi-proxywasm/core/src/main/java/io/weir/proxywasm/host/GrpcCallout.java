package io.weir.proxywasm.host;

import org.jspecify.annotations.Nullable;

/**
 * gRPC calls that a plugin makes of its own ({@code proxy_grpc_call}, {@code proxy_grpc_stream}).
 */
public interface GrpcCallout {
  /** Knows no upstream. */
  GrpcCallout NONE = (upstream, service, method, metadata, timeout, listener) -> null;

  /**
   * Starts a call over HTTP/2. The listener hears on the VM's thread, and never from within this
   * method or one of {@link Call}.
   *
   * @param upstream a cluster's name, or {@code host:port}
   * @param service the gRPC service's full name
   * @param initialMetadata further headers; values of names ending in {@code -bin} are raw bytes
   * @param timeoutMillis 0 for none
   * @return null when there is no such upstream (then the listener hears nothing)
   */
  @Nullable Call start(
      String upstream,
      String service,
      String method,
      HeaderMap initialMetadata,
      int timeoutMillis,
      Listener listener);

  /** A call under way. On the VM's thread. */
  interface Call {
    /**
     * Sends one message.
     *
     * @param message without the five bytes of gRPC's frame; owned by the call
     * @param endOfStream no further message follows
     */
    void send(byte[] message, boolean endOfStream);

    /** Half-closes without a message. Idempotent. */
    void halfClose();

    /** Resets the stream; the listener hears nothing more. Idempotent. */
    void cancel();
  }

  /** Where the answer goes. {@link #onClose} is heard exactly once, last. */
  interface Listener {
    void onInitialMetadata(HeaderMap metadata);

    /** One message, without gRPC's frame; valid during the call only. */
    void onMessage(BodyBuffer message);

    void onTrailingMetadata(HeaderMap metadata);

    /**
     * @param status a gRPC status: what the peer said, or what stands for the failure (4 deadline,
     *     14 unavailable)
     * @param message may be empty
     */
    void onClose(int status, String message);
  }
}
