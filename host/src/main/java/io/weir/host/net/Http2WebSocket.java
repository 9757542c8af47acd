package io.weir.host.net;

import io.weir.host.stream.HeaderList;
import io.weir.host.stream.WebSocketKey;

/**
 * A WebSocket's handshake between HTTP/2 (RFC 8441) and the neutral form, which is that of
 * HTTP/1.1. HTTP/2 has no key: one is made for an upstream that wants it, and answered for one that
 * does not know it.
 */
final class Http2WebSocket {
  static final String PROTOCOL = "websocket";

  private Http2WebSocket() {}

  /** A client's extended CONNECT becomes a GET that asks for an upgrade. */
  static void request(HeaderList headers) {
    headers.set(":method", "GET");
    headers.remove("content-length");
    headers.set("connection", "upgrade");
    headers.set("upgrade", PROTOCOL);
    headers.set("sec-websocket-key", WebSocketKey.make());
  }

  /** An upstream's 2xx in HTTP/2 becomes the 101 that {@code key} was sent for. */
  static void opened(HeaderList headers, String key) {
    headers.set(":status", "101");
    headers.remove("content-length");
    headers.set("connection", "upgrade");
    headers.set("upgrade", PROTOCOL);
    if (!key.isEmpty()) {
      headers.set("sec-websocket-accept", WebSocketKey.accept(key));
    }
  }
}
