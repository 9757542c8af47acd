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

  @Nullable SocketAddress remoteAddress();

  @Nullable SocketAddress localAddress();

  /** The listener that accepted the connection. */
  String listener();
}
