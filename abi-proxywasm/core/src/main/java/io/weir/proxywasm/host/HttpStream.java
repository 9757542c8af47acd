package io.weir.proxywasm.host;

import io.weir.proxywasm.MapType;
import io.weir.proxywasm.WasmResult;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP stream as one filter sees it.
 *
 * <p>{@link #sendLocalReply} is called after the guest call that asked for it has returned, never
 * from within it.
 */
public interface HttpStream extends PluginStream {
  /** One of the maps 0 to 3, or null while there is none. */
  @Nullable HeaderMap headers(MapType map);

  /** Makes the trailers, when the filter is at a body's last chunk; else null. */
  @Nullable HeaderMap createTrailers(MapType map);

  void sendLocalReply(LocalReply reply);

  /**
   * Puts response bytes into the chain after this filter (Higress: {@code
   * proxy_inject_encoded_data_to_filter_chain}). Takes effect after the guest call.
   *
   * @param data owned by the receiver
   * @param endOfStream nothing follows
   * @param onHeader the response headers are held by this filter and go first (Higress: {@code
   *     inject_encoded_data_to_filter_chain_on_header})
   * @return BAD_ARGUMENT when the response cannot take any more
   */
  WasmResult injectResponse(byte[] data, boolean endOfStream, boolean onHeader);

  /**
   * The endpoints of the upstream that the stream's route goes to now: {@code host:port} to a JSON
   * object with {@code health_status} and {@code metrics} (Higress: {@code
   * proxy_get_upstream_hosts}). Empty when there is none.
   */
  HeaderMap upstreamHosts();

  /**
   * Sends this stream to one endpoint of its upstream, when it picks the next time (Higress: {@code
   * proxy_set_upstream_override_host}).
   *
   * @param address {@code host:port}
   * @return BAD_ARGUMENT when that is no address
   */
  WasmResult overrideUpstreamHost(String address);
}
