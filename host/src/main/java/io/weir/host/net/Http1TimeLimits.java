package io.weir.host.net;

import io.netty.channel.Channel;
import io.weir.host.config.HttpTimeouts;
import io.weir.host.observe.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time limits of a client's HTTP/1.x connection: what it waits for, and how it ends when that
 * does not come. Loop-confined.
 */
final class Http1TimeLimits implements ClientTimer.Subject {
  private static final Logger log = LoggerFactory.getLogger(Http1TimeLimits.class);

  private final Http1ServerConnection connection;
  private final Http1RequestReader requests;
  private final Http1ServerExchange exchange;
  private final Http1ServerClose close;
  private final ClientTimer timer;
  private boolean aged;
  private long reads;

  Http1TimeLimits(
      Http1ServerConnection connection,
      Http1RequestReader requests,
      Http1ServerExchange exchange,
      Http1ServerClose close,
      HttpTimeouts timeouts) {
    this.connection = connection;
    this.requests = requests;
    this.exchange = exchange;
    this.close = close;
    timer = new ClientTimer(timeouts, this);
  }

  void start(Channel channel) {
    timer.start(channel);
  }

  void stop() {
    timer.stop();
  }

  /** The client has sent something. */
  void read() {
    reads++;
  }

  /** Whether the connection is old enough to end with the request that is under way. */
  boolean isAged() {
    return aged;
  }

  @Override
  public ClientTimer.Phase phase() {
    if (close.isClosing() || requests.isTunnel()) {
      return ClientTimer.Phase.SERVED;
    }
    if (requests.stream() == null && !connection.isWritable()) {
      return ClientTimer.Phase.SERVED;
    }
    if (requests.stream() == null) {
      return requests.isBegun() ? ClientTimer.Phase.HEAD : ClientTimer.Phase.IDLE;
    }
    return connection.isReading() && !exchange.isRequestRead()
        ? ClientTimer.Phase.BODY
        : ClientTimer.Phase.SERVED;
  }

  @Override
  public long progress() {
    return requests.stream() == null ? requests.count() : reads;
  }

  @Override
  public long receiving() {
    boolean whole = requests.stream() == null || exchange.isRequestRead();
    return close.isClosing() || whole || exchange.isAnswered() ? 0 : requests.count();
  }

  @Override
  public void onTimeout(ClientTimer.Phase phase) {
    switch (phase) {
      case IDLE -> close.idle(CloseReason.IDLE);
      case HEAD -> close.answer(DecodeError.TIMEOUT);
      case BODY -> close.refuse(DecodeError.BODY_TIMEOUT);
      case SERVED -> {}
    }
  }

  @Override
  public void onWriteTimeout() {
    log.debug("connection {}: the client takes nothing of what waits to be sent", connection.id());
    close.stalled();
  }

  @Override
  public void onAge() {
    aged = true;
    if (!requests.isBegun()) {
      close.idle(CloseReason.AGE);
    }
  }
}
