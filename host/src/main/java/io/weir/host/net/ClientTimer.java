package io.weir.host.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.HttpTimeouts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client asks for nothing, or is slow in asking, or in taking the answer.
 * Looks now and then how things stand, so that a request costs neither a timer nor a look at the
 * clock; time is up at most half of the shortest limit late. Loop-confined.
 */
final class ClientTimer {
  /** What a connection waits for. */
  enum Phase {
    /** The first byte of a request. */
    IDLE,
    /** The rest of a request's head. */
    HEAD,
    /** A part of a request's body. */
    BODY,
    /** Nothing of the client's. */
    SERVED
  }

  /** A connection, as its timer sees it. */
  interface Subject {
    Phase phase();

    /** A number that changes whenever the client has done what the phase waits for. */
    long progress();

    /** The number of the request whose body is on its way and has no answer yet; 0 for none. */
    long receiving();

    /** A phase has lasted too long without progress, or {@link Phase#BODY} as a whole. */
    void onTimeout(Phase phase);

    /** The client has not taken a byte for too long. */
    void onWriteTimeout();

    /** The connection is old enough. */
    void onAge();
  }

  private static final long NEVER = Long.MAX_VALUE;
  private static final long SHORTEST_LOOK = TimeUnit.MILLISECONDS.toNanos(10);

  private final Subject subject;
  private final long idle;
  private final long head;
  private final long received;
  private final long body;
  private final long write;
  private final long age;
  private final long look;

  private @Nullable ScheduledFuture<?> next;
  private Phase phase = Phase.IDLE;
  private long progress;
  private long since;
  private long receiving;
  private long receivingSince;
  private long born;
  private boolean aged;
  private int waiting;
  private long taken;
  private long takenSince;

  ClientTimer(HttpTimeouts timeouts, Subject subject) {
    this.subject = subject;
    idle = nanos(timeouts.idle());
    head = nanos(timeouts.requestHeaders());
    received = nanos(timeouts.requestReceived());
    body = nanos(timeouts.bodyIdle());
    write = nanos(timeouts.writeIdle());
    age = nanos(timeouts.connectionAge());
    long shortest = Math.min(Math.min(idle, head), Math.min(Math.min(body, write), age));
    shortest = Math.min(shortest, received);
    look = shortest == NEVER ? NEVER : Math.max(SHORTEST_LOOK, shortest / 4);
  }

  private static long nanos(Duration limit) {
    return limit.isZero() ? NEVER : limit.toNanos();
  }

  /** The connection is there. */
  void start(Channel channel) {
    if (look == NEVER) {
      return;
    }
    born = channel.eventLoop().ticker().nanoTime();
    since = born;
    takenSince = born;
    arm(channel);
  }

  void stop() {
    ScheduledFuture<?> armed = next;
    next = null;
    if (armed != null) {
      armed.cancel(false);
    }
  }

  private void arm(Channel channel) {
    next = channel.eventLoop().schedule(() -> look(channel), look, TimeUnit.NANOSECONDS);
  }

  private void look(Channel channel) {
    next = null;
    if (!channel.isActive()) {
      return;
    }
    long now = channel.eventLoop().ticker().nanoTime();
    lookAtPhase(now);
    lookAtRequest(now);
    lookAtWrites(channel, now);
    if (!aged && now - born >= age) {
      aged = true;
      subject.onAge();
    }
    if (channel.isActive()) {
      arm(channel);
    }
  }

  private void lookAtPhase(long now) {
    Phase current = subject.phase();
    long done = subject.progress();
    if (current != phase || done != progress) {
      phase = current;
      progress = done;
      since = now;
      return;
    }
    if (now - since >= limit(current)) {
      since = now;
      subject.onTimeout(current);
    }
  }

  /** A body that comes in drops is never idle, and holds as much as one that does not come. */
  private void lookAtRequest(long now) {
    long request = received == NEVER ? 0 : subject.receiving();
    if (request != receiving) {
      receiving = request;
      receivingSince = now;
      return;
    }
    if (request != 0 && now - receivingSince >= received) {
      receivingSince = now;
      subject.onTimeout(Phase.BODY);
    }
  }

  private long limit(Phase current) {
    return switch (current) {
      case IDLE -> idle;
      case HEAD -> head;
      case BODY -> body;
      case SERVED -> NEVER;
    };
  }

  /**
   * The first buffer that waits, and how much of it has gone, tell whether the client takes any.
   */
  private void lookAtWrites(Channel channel, long now) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    Object first = buffer == null ? null : buffer.current();
    long gone = buffer == null ? 0 : buffer.currentProgress();
    int identity = System.identityHashCode(first);
    if (first == null || identity != waiting || gone != taken) {
      waiting = identity;
      taken = gone;
      takenSince = now;
      return;
    }
    if (now - takenSince >= write) {
      takenSince = now;
      subject.onWriteTimeout();
    }
  }
}
