package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The client's side of one stream, as a codec offers it. All on the stream's loop. */
public interface Downstream {
  /**
   * @param headers with {@code :status}
   * @param end there is no body
   */
  void writeHeaders(HeaderList headers, boolean end);

  /**
   * An interim response (RFC 9110 section 15.2), before {@link #writeHeaders}; left out where the
   * client's protocol has none.
   *
   * @param headers with a {@code :status} of 102 to 199
   */
  default void writeInformational(HeaderList headers) {}

  /** Takes {@code chunk} over. */
  void writeData(ByteBuf chunk, boolean end);

  /** The end of the response. */
  void writeTrailers(HeaderList trailers);

  /** Asks for more of the request; at most one read is under way. */
  void read();

  boolean isWritable();

  /** Breaks the stream off so that the client sees that it is not complete. */
  void reset();

  /** The 101 has been written: from now on bytes go through as they are. */
  void startTunnel();

  /**
   * The stream is over, and is not called any more.
   *
   * @param requestComplete whether the whole request had come in
   */
  void finished(boolean requestComplete);

  /** The protocol as the properties name it: {@code HTTP/1.1} and so on. */
  String protocol();

  /** A number that no other connection of this gateway has had. */
  long connectionId();

  /** The client, as the gateway knows it: what a PROXY header says goes before the socket. */
  @Nullable SocketAddress remoteAddress();

  /** The client's IP address as text; null when it is not known. */
  default @Nullable String remoteText() {
    return AddressText.make(remoteAddress());
  }

  @Nullable SocketAddress localAddress();

  /** What was agreed by TLS, null for a connection in cleartext. */
  default @Nullable TlsSession tls() {
    return null;
  }

  /** What upstreams are told of the client's certificate; null for nothing. */
  default @Nullable String forwardedCertificate() {
    return null;
  }

  /**
   * Whether the {@code sec-websocket-key} of its upgrade is the gateway's own: the client, which
   * has sent none, cannot check the answer to it.
   */
  default boolean hasKeyMade() {
    return false;
  }

  /** The listener that accepted the connection. */
  String listener();
}
