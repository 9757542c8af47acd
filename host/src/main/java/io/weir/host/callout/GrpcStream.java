package io.weir.host.callout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.Grpc;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import io.weir.proxywasm.host.GrpcCallout;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One gRPC call on an HTTP/2 stream: messages out as far as the upstream takes them, messages in
 * one by one, and exactly one status at the end. Confined to the worker's loop.
 */
final class GrpcStream implements UpstreamListener, GrpcCallout.Call {
  /** The most that may wait to be sent, in bytes; a message alone may be larger. */
  static final int MAX_WAITING = 4 << 20;

  private record Outgoing(ByteBuf bytes, boolean end) {}

  private final EventLoop loop;
  private final HeaderList head;
  private final GrpcCallout.Listener listener;
  private final GrpcDeframer deframer = new GrpcDeframer();
  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private @Nullable UpstreamRequest request;
  private @Nullable ScheduledFuture<?> deadline;
  private boolean halfClosed;
  private boolean overflowed;
  private boolean over;

  GrpcStream(EventLoop loop, HeaderList head, GrpcCallout.Listener listener) {
    this.loop = loop;
    this.head = head;
    this.listener = listener;
  }

  /**
   * @param timeoutMillis 0 for none
   */
  void armDeadline(int timeoutMillis) {
    if (timeoutMillis > 0) {
      deadline =
          loop.schedule(
              () -> fail(GrpcStatus.DEADLINE_EXCEEDED, "no answer in " + timeoutMillis + " ms"),
              timeoutMillis,
              TimeUnit.MILLISECONDS);
    }
  }

  // ---- what the guest asks for

  @Override
  public void send(byte[] message, boolean endOfStream) {
    if (over || halfClosed || overflowed) {
      return;
    }
    halfClosed = endOfStream;
    enqueue(GrpcDeframer.frame(message), endOfStream);
    if (waitingBytes > MAX_WAITING && waiting.size() > 1) {
      overflowed = true;
      // Told later: the guest is on the stack.
      loop.execute(
          () ->
              fail(
                  GrpcStatus.RESOURCE_EXHAUSTED,
                  "messages that wait to be sent: more than " + MAX_WAITING + " bytes"));
    }
  }

  @Override
  public void halfClose() {
    if (!over && !halfClosed && !overflowed) {
      halfClosed = true;
      enqueue(Unpooled.EMPTY_BUFFER, true);
    }
  }

  @Override
  public void cancel() {
    end();
  }

  private void enqueue(ByteBuf bytes, boolean end) {
    waiting.add(new Outgoing(bytes, end));
    waitingBytes += bytes.readableBytes();
    flush();
  }

  /** What is to be sent and has not gone to the upstream's connection yet. */
  long waitingBytes() {
    return waitingBytes;
  }

  private void flush() {
    UpstreamRequest r = request;
    Outgoing next;
    while (r != null && r.isWritable() && (next = waiting.poll()) != null) {
      waitingBytes -= next.bytes.readableBytes();
      r.writeData(next.bytes, next.end);
    }
  }

  // ---- what the upstream tells

  @Override
  public void onConnected(UpstreamRequest connected) {
    if (over) {
      connected.cancel();
      return;
    }
    request = connected;
    connected.writeHeaders(head, false, false);
    flush();
    connected.read();
  }

  @Override
  public void onUpstreamHeaders(HeaderList headers, boolean end) {
    if (over) {
      return;
    }
    boolean ok = "200".equals(headers.get(":status"));
    if (end && (ok || GrpcStatus.of(headers) >= 0)) {
      trailersOnly(headers);
    } else if (!ok) {
      int code = Grpc.ofHttp(headers.status());
      fail(code, "the upstream answered " + headers.get(":status"));
    } else {
      listener.onInitialMetadata(GrpcMetadata.read(headers));
    }
  }

  private void trailersOnly(HeaderList headers) {
    listener.onInitialMetadata(new HeaderList());
    onUpstreamTrailers(headers);
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    if (over) {
      chunk.release();
      return;
    }
    deframer.append(chunk);
    messages();
    if (end && !over) {
      fail(GrpcStatus.UNKNOWN, "the upstream ended without a status");
    }
  }

  private void messages() {
    try {
      ByteBuf message;
      while (!over && (message = deframer.next()) != null) {
        try {
          listener.onMessage(new CalloutBody(message));
        } finally {
          message.release();
        }
      }
    } catch (GrpcDeframer.BadFrameException e) {
      fail(e.status(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {
    if (over) {
      return;
    }
    if (deframer.isWithinMessage()) {
      fail(GrpcStatus.INTERNAL, "the upstream ended within a message");
      return;
    }
    listener.onTrailingMetadata(GrpcMetadata.read(trailers));
    int status = GrpcStatus.of(trailers);
    String message = GrpcMetadata.decoded(trailers.getOrEmpty("grpc-message"));
    close(status < 0 ? GrpcStatus.UNKNOWN : status, message);
  }

  @Override
  public void onUpstreamReadComplete() {
    UpstreamRequest r = request;
    if (!over && r != null) {
      r.read();
    }
  }

  @Override
  public void onUpstreamWritable() {
    flush();
  }

  @Override
  public void onUpstreamFailure(GatewayException failure) {
    UpstreamRequest lost = request;
    request = null;
    long reset = lost == null ? -1 : lost.resetCode();
    int status = GrpcStatus.UNAVAILABLE;
    if (reset >= 0) {
      status = GrpcStatus.ofReset(reset);
    } else if (lost != null && failure.source() == GatewayException.Source.INTERNAL) {
      status = GrpcStatus.INTERNAL;
    }
    fail(status, String.valueOf(failure.getMessage()));
  }

  // ---- the end

  /** A failure is told like the end of a call without trailers, as Envoy does. */
  private void fail(int status, String message) {
    if (!over) {
      listener.onTrailingMetadata(new HeaderList());
      close(status, message);
    }
  }

  private void close(int status, String message) {
    if (!over) { // the guest may have cancelled in the callback before
      end();
      listener.onClose(status, message);
    }
  }

  private void end() {
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
    Outgoing unsent;
    while ((unsent = waiting.poll()) != null) {
      waitingBytes -= unsent.bytes.readableBytes();
      unsent.bytes.release();
    }
    deframer.release();
    UpstreamRequest r = request;
    request = null;
    if (r != null) {
      r.cancel();
    }
  }
}
