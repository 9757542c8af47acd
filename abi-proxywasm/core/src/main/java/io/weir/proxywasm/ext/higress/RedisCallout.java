package io.weir.proxywasm.ext.higress;

import org.jspecify.annotations.Nullable;

/** Redis for plugins ({@code proxy_redis_init}, {@code proxy_redis_call}). On the VM's thread. */
public interface RedisCallout {
  /** Knows no upstream. */
  RedisCallout NONE = (upstream, username, password, options) -> null;

  /**
   * A client for one Redis service. Connects when first used, and again whenever it has lost its
   * connection.
   *
   * @param upstream a cluster's name, or {@code host:port}
   * @param username may be empty
   * @param password may be empty
   * @return null when there is no such upstream
   */
  @Nullable RedisClient connect(String upstream, String username, String password, Options options);

  /**
   * @param timeoutMillis of one command, 0 for none
   * @param database chosen after each connect
   * @param flushMillis how long commands may be gathered, 0: until the guest has returned
   * @param flushBytes how many bytes of commands may be gathered
   */
  record Options(int timeoutMillis, int database, int flushMillis, int flushBytes) {}

  /** One VM's client of one service. */
  interface RedisClient {
    /**
     * Sends a command; pipelined. The listener hears exactly once, never from within this method,
     * unless the client is closed before.
     *
     * @param command one command in RESP; owned by the client
     * @return false when it cannot be taken (too many in flight); then the listener hears nothing
     */
    boolean call(byte[] command, Listener listener);

    /** Forgets what is in flight and lets the connection go. Idempotent. */
    void close();
  }

  /** Where a reply goes. */
  interface Listener {
    /** One whole reply in RESP; owned by the receiver. An error of Redis is a reply, too. */
    void onReply(byte[] reply);

    /** No reply will come: no connection, a lost one, or a timeout. */
    void onFailure(String reason);
  }
}
