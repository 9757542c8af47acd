package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.base64.Base64;
import io.weir.host.config.HttpSettings;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.TlsSession;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A call of gRPC-Web that is served as one of gRPC. It stands between a codec and its stream: what
 * comes is decoded when the client sends text, and what goes ends with the trailers as a last frame
 * of the body, since a browser sees no others. On the connection's loop.
 *
 * <p>As the gRPC-Web protocol has it (PROTOCOL-WEB.md of gRPC).
 */
final class GrpcWebCall implements Downstream {
  private static final String GRPC = "application/grpc";
  private static final String WEB = GRPC + "-web";
  private static final String TEXT = "-text";

  private final Downstream client;
  private final @Nullable GrpcWebText request;
  private final boolean textAnswer;
  private final String format;
  private boolean grpc;

  private GrpcWebCall(Downstream client, boolean text, boolean textAnswer, String format) {
    this.client = client;
    this.request = text ? new GrpcWebText() : null;
    this.textAnswer = textAnswer;
    this.format = format;
  }

  /**
   * Turns the headers of such a call into those of gRPC.
   *
   * @param client how the codec takes the answer
   * @return what to give the stream in its stead; null for a request of another kind, or when the
   *     listener does not serve them
   */
  static @Nullable GrpcWebCall of(HttpSettings http, HeaderList headers, Downstream client) {
    if (!http.grpcWeb()) {
      return null;
    }
    String type = headers.getOrEmpty("content-type");
    if (!type.startsWith(WEB) || !"POST".equals(headers.get(":method"))) {
      return null;
    }
    boolean text = type.startsWith(TEXT, WEB.length());
    String format = type.substring(WEB.length() + (text ? TEXT.length() : 0));
    headers.set("content-type", GRPC + format);
    headers.set("te", "trailers");
    headers.remove("content-length");
    boolean textAnswer = text || headers.getOrEmpty("accept").startsWith(WEB + TEXT);
    return new GrpcWebCall(client, text, textAnswer, format);
  }

  /**
   * A piece of the request as gRPC has it. Takes {@code chunk} over.
   *
   * @throws IllegalArgumentException when text is no base64
   */
  ByteBuf request(ByteBuf chunk, boolean end) {
    GrpcWebText text = request;
    return text == null ? chunk : text.decode(chunk, end);
  }

  @Override
  public void writeHeaders(HeaderList headers, boolean end) {
    String type = headers.getOrEmpty("content-type");
    grpc = type.startsWith(GRPC) && !type.startsWith(WEB);
    if (grpc) {
      String kind = type.substring(GRPC.length());
      String named = kind.isEmpty() ? format : kind;
      headers.set("content-type", WEB + (textAnswer ? TEXT : "") + named);
      headers.remove("content-length");
    }
    client.writeHeaders(headers, end);
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    client.writeData(encoded(chunk), end);
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    if (grpc) {
      client.writeData(encoded(GrpcWebTrailers.frame(trailers)), true);
    } else {
      client.writeTrailers(trailers);
    }
  }

  /** Each piece by itself, padded, so that no byte of a message waits for the next. */
  private ByteBuf encoded(ByteBuf chunk) {
    if (!grpc || !textAnswer) {
      return chunk;
    }
    if (!chunk.isReadable()) {
      chunk.release();
      return Unpooled.EMPTY_BUFFER;
    }
    try {
      return Base64.encode(chunk, false);
    } finally {
      chunk.release();
    }
  }

  @Override
  public void writeInformational(HeaderList headers) {
    client.writeInformational(headers);
  }

  @Override
  public void read() {
    client.read();
  }

  @Override
  public boolean isWritable() {
    return client.isWritable();
  }

  @Override
  public void reset() {
    client.reset();
  }

  @Override
  public void startTunnel() {
    client.startTunnel();
  }

  @Override
  public void finished(boolean requestComplete) {
    client.finished(requestComplete);
  }

  @Override
  public String protocol() {
    return client.protocol();
  }

  @Override
  public long connectionId() {
    return client.connectionId();
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return client.remoteAddress();
  }

  @Override
  public @Nullable String remoteText() {
    return client.remoteText();
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return client.localAddress();
  }

  @Override
  public @Nullable TlsSession tls() {
    return client.tls();
  }

  @Override
  public @Nullable String forwardedCertificate() {
    return client.forwardedCertificate();
  }

  @Override
  public String listener() {
    return client.listener();
  }
}
