package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannelConfig;
import io.weir.host.observe.CloseReason;
import io.weir.host.stream.Stream;
import io.weir.host.stream.StreamHost;
import io.weir.host.tls.AbruptClose;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a client's HTTP/1.x connection ends: behind its answers, with a last word of the gateway's
 * own, or so that the client sees that something is missing. Loop-confined.
 */
final class Http1ServerClose {
  private static final Logger log = LoggerFactory.getLogger(Http1ServerClose.class);

  private final Http1ServerConnection connection;
  private final Http1RequestReader requests;
  private final Http1ServerExchange exchange;
  private final Http1Writer out;
  private final StreamHost host;
  private boolean closing;
  private boolean discarding;
  private @Nullable DecodeError refusal;

  Http1ServerClose(
      Http1ServerConnection connection,
      Http1RequestReader requests,
      Http1ServerExchange exchange,
      Http1Writer out,
      StreamHost host) {
    this.connection = connection;
    this.requests = requests;
    this.exchange = exchange;
    this.out = out;
    this.host = host;
  }

  /** Whether no more requests are served, nor anything written. */
  boolean isClosing() {
    return closing;
  }

  /** Whether what the client sends is read, and dropped. */
  boolean isDiscarding() {
    return discarding;
  }

  /** Whether what the client sends is of no use any more. */
  boolean isDeaf() {
    return discarding || closing || refusal != null;
  }

  /** It is closed, or another's. */
  void over() {
    closing = true;
  }

  /** Ends a request that cannot be read, or does not come, with an answer when none has begun. */
  void refuse(DecodeError error) {
    log.debug("connection {}: {}", connection.id(), error.text());
    requests.release();
    Stream s = requests.stream();
    note(reason(error));
    if (s == null) {
      answer(error);
      return;
    }
    host.watch().faulty(connection.listener(), reason(error));
    exchange.endAfterThis();
    refusal = error; // told when the stream has ended, unless its answer is under way
    s.onReset();
  }

  /** The stream of a request that was refused is over: whether it was such a one. */
  boolean tellRefusal() {
    DecodeError error = refusal;
    if (error == null) {
      return false;
    }
    if (exchange.isAnswered()) {
      reset();
    } else {
      answer(error);
    }
    return true;
  }

  private static CloseReason reason(DecodeError error) {
    return error == DecodeError.BODY_TIMEOUT
        ? CloseReason.BODY_TIMEOUT
        : CloseReason.ofRefusal(error.status());
  }

  /** The gateway's own last word, when no answer has begun. */
  void answer(DecodeError error) {
    note(reason(error));
    boolean unread = requests.stream() == null && refusal == null;
    boolean isHead = unread ? requests.isHead() : exchange.isHead();
    if (unread) {
      RefusedRequest.tell(
          host, channel(), connection.listener(), connection.id(), exchange.protocol(), error);
    }
    closing = true;
    ByteBuf body = ByteBufUtil.writeUtf8(connection.context().alloc(), error.text() + "\n");
    out.head().response(error.status());
    out.head().line(connection.date().line());
    out.head().field("content-type", "text/plain");
    out.head().field("connection", "close");
    if (isHead) {
      out.noBody();
      out.head().field("content-length", body.readableBytes()); // of what a GET would have had
    } else {
      out.frame(body.readableBytes());
    }
    out.begin(false);
    out.data(body, true);
    linger();
  }

  /** A response cannot be brought to its end. */
  void reset() {
    closing = true;
    note(CloseReason.RESET);
    out.flushNow();
    if (exchange.isUntilClose()) {
      abruptly(); // an orderly close would look like the end of the body
    } else {
      connection.context().close();
    }
  }

  /** The client takes nothing of what waits. */
  void stalled() {
    closing = true;
    note(CloseReason.WRITE_TIMEOUT);
    abruptly();
  }

  /** With a reset, and what waits is lost. */
  private void abruptly() {
    Channel channel = channel();
    if (channel.config() instanceof SocketChannelConfig socket) {
      socket.setSoLinger(0);
    }
    AbruptClose.of(channel);
  }

  /**
   * The last request is answered.
   *
   * @param read whether the client has said all that belongs to it
   */
  void served(CloseReason why, boolean read) {
    closing = true;
    note(why);
    requests.release();
    if (read) {
      behindAnswers();
    } else {
      linger();
    }
  }

  /** Unless a request is under way. */
  void idle(CloseReason why) {
    if (requests.stream() == null && !closing) {
      closing = true;
      note(why);
      behindAnswers();
    }
  }

  private void behindAnswers() {
    out.flushNow();
    ChannelHandlerContext context = connection.context();
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Closes so that the client can read the answer: while it still sends, a plain close would make
   * the kernel throw the answer away.
   */
  private void linger() {
    requests.release();
    out.flushNow();
    LingeringClose.start(connection.context());
    discarding = true;
  }

  private void note(CloseReason reason) {
    reason.note(channel());
  }

  private Channel channel() {
    return connection.context().channel();
  }
}
