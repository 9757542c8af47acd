package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.weir.host.net.http1.RequestParser;
import io.weir.host.stream.AddressText;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.TlsSession;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of a client's HTTP/1.x connection and its response, as the stream sees them. One for
 * all the requests of a connection, which come one after the other.
 */
final class Http1ServerExchange implements Downstream {
  private static final Logger log = LoggerFactory.getLogger(Http1ServerExchange.class);

  private final Http1ServerConnection connection;
  private final Http1Writer out;
  private final AddressText remoteText = new AddressText();

  private boolean http10;
  private boolean isHead;
  private boolean upgrade;
  private boolean keepAlive;
  private boolean requestRead;
  private boolean expectsContinue;
  private boolean answered;
  private boolean untilClose;

  Http1ServerExchange(Http1ServerConnection connection, Http1Writer out) {
    this.connection = connection;
    this.out = out;
  }

  /** A request has come as far as its head. */
  void begin(RequestParser request, RequestHead head) {
    http10 = request.isHttp10();
    isHead = request.method().equals("HEAD");
    upgrade = head.upgrade();
    keepAlive = request.keepsAlive();
    requestRead = !request.hasBody();
    expectsContinue = head.expectsContinue() && request.hasBody();
    answered = false;
    untilClose = false;
  }

  /** The end of the request has come. */
  void requestRead() {
    requestRead = true;
  }

  boolean isRequestRead() {
    return requestRead;
  }

  boolean isAnswered() {
    return answered;
  }

  boolean isUntilClose() {
    return untilClose;
  }

  boolean isHead() {
    return isHead;
  }

  boolean isUpgrade() {
    return upgrade;
  }

  boolean keepsAlive() {
    return keepAlive;
  }

  void endAfterThis() {
    keepAlive = false;
  }

  // ---- what the stream asks for

  @Override
  public void writeHeaders(HeaderList headers, boolean end) {
    if (connection.isClosing()) {
      return;
    }
    // What the client still sends of a request that is answered already is not waited for.
    boolean mayKeep = keepAlive && requestRead && !connection.isLastRequest();
    var response = new Http1ResponseHead(isHead, http10, upgrade, mayKeep);
    Http1ResponseHead.Written head;
    try {
      head = response.write(headers, end, connection.date(), out);
    } catch (IllegalArgumentException e) {
      log.error("a response cannot be sent: {} (a plugin may have changed it)", e.getMessage());
      connection.answerAndClose(new DecodeError(500, "the response cannot be sent"));
      return;
    }
    answered = true;
    keepAlive = head.keepAlive();
    untilClose = head.untilClose();
    out.begin(end);
  }

  @Override
  public void writeInformational(HeaderList headers) {
    if (answered || http10 || connection.isClosing()) {
      return;
    }
    try {
      out.head().response(ResponseStatus.interim(headers));
      out.head().fields(headers, false);
    } catch (IllegalArgumentException e) {
      log.debug("an interim response is left out: {}", e.getMessage());
      return;
    }
    out.interim();
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    if (connection.isClosing()) {
      chunk.release();
      return;
    }
    try {
      out.data(chunk, end);
    } catch (IllegalArgumentException e) {
      cutShort(e);
    }
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    if (connection.isClosing()) {
      return;
    }
    try {
      out.trailers(trailers);
    } catch (IllegalArgumentException e) {
      cutShort(e);
    }
  }

  private void cutShort(IllegalArgumentException why) {
    log.error("a response is cut short, and the connection closed: {}", why.getMessage());
    reset();
  }

  @Override
  public void read() {
    if (expectsContinue && !requestRead) {
      sayContinue();
    }
    connection.read();
  }

  /** Only now, when somebody wants the body (RFC 9110 section 10.1.1). */
  private void sayContinue() {
    expectsContinue = false;
    if (!answered && !connection.isClosing()) {
      out.head().response(100);
      out.interim();
    }
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable();
  }

  @Override
  public void reset() {
    connection.reset();
  }

  @Override
  public void startTunnel() {
    connection.startTunnel();
  }

  @Override
  public void finished(boolean requestComplete) {
    connection.finished(requestComplete);
  }

  // ---- what the stream wants to know

  @Override
  public String protocol() {
    return http10 ? "HTTP/1.0" : "HTTP/1.1";
  }

  @Override
  public long connectionId() {
    return connection.id();
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  @Override
  public @Nullable String remoteText() {
    return remoteText.of(connection.remoteAddress());
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return connection.localAddress();
  }

  @Override
  public @Nullable TlsSession tls() {
    return connection.info().tls();
  }

  @Override
  public @Nullable String forwardedCertificate() {
    return connection.info().forwardedCertificate();
  }

  @Override
  public String listener() {
    return connection.listener();
  }
}
