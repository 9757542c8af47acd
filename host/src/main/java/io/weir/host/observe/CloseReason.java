package io.weir.host.observe;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Locale;

/** Why a client's connection has ended. The first reason that is noted counts. */
public enum CloseReason {
  /** Nothing was noted: the client has closed it, or has gone away. */
  CLIENT,
  /** Its last response was written, and said so. */
  SERVED,
  /** It asked for nothing, for too long. */
  IDLE,
  /** It was old enough. */
  AGE,
  /** The gateway stops. */
  DRAIN,
  /** PROXY header and handshake took too long. */
  SETUP_TIMEOUT,
  /** A PROXY header that was missing or malformed. */
  PROXY_HEADER,
  TLS_HANDSHAKE,
  HEADERS_TIMEOUT,
  BODY_TIMEOUT,
  WRITE_TIMEOUT,
  PROTOCOL_ERROR,
  /** A request was larger than its listener's limits. */
  LIMIT,
  /** Too many frames that bring nothing, or too many faults. */
  FLOOD,
  /** A response could not be brought to its end. */
  RESET,
  /** TCP: the upstream was not to be had, or has ended it. */
  UPSTREAM,
  /** The gateway's own fault. */
  FAULT;

  private static final AttributeKey<CloseReason> KEY =
      AttributeKey.valueOf(CloseReason.class, "reason");

  /** As the label of a metric. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Notes it, unless another was noted before. On the channel's loop. */
  public void note(Channel channel) {
    channel.attr(KEY).setIfAbsent(this);
  }

  static CloseReason of(Channel channel) {
    CloseReason noted = channel.hasAttr(KEY) ? channel.attr(KEY).get() : null;
    return noted == null ? CLIENT : noted;
  }

  /** Of a request that was refused with {@code status} before it was a stream. */
  public static CloseReason ofRefusal(int status) {
    return switch (status) {
      case 408 -> HEADERS_TIMEOUT;
      case 413, 414, 431 -> LIMIT;
      case 500 -> FAULT;
      default -> PROTOCOL_ERROR;
    };
  }
}
