package io.weir.host.callout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.HeldBody;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import io.weir.proxywasm.host.HttpCallout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call: sends it whole, collects the answer up to a limit, and tells exactly once. */
final class Callout implements UpstreamListener {
  /** The largest answer that is taken, in bytes. */
  static final int MAX_BODY = 4 << 20;

  private final EventLoop loop;
  private final HeaderList headers;
  private final byte[] body;
  private final HeaderList trailers;
  private final HttpCallout.Listener listener;
  private final HeldBody answer = new HeldBody();
  private @Nullable UpstreamRequest request;
  private @Nullable HeaderList answerHeaders;
  private @Nullable ScheduledFuture<?> timer;
  private boolean told;

  /**
   * @param body owned by the call from now on
   * @param trailers sent behind the body, also behind an empty one, unless they are empty
   */
  Callout(
      EventLoop loop,
      HeaderList headers,
      byte[] body,
      HeaderList trailers,
      HttpCallout.Listener listener) {
    this.loop = loop;
    this.headers = headers;
    this.body = body;
    this.trailers = trailers;
    this.listener = listener;
  }

  /**
   * @param timeoutMillis 0 for none
   */
  void start(int timeoutMillis) {
    if (timeoutMillis > 0) {
      timer = loop.schedule(this::timedOut, timeoutMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void timedOut() {
    // Plugins know a timeout as the answer that Envoy makes of it.
    synthetic("504", "upstream request timeout");
  }

  @Override
  public void onConnected(UpstreamRequest connected) {
    if (told) {
      connected.cancel();
      return;
    }
    request = connected;
    boolean trailed = trailers.size() != 0;
    connected.writeHeaders(headers, body.length == 0 && !trailed, false);
    if (body.length != 0) {
      connected.writeData(Unpooled.wrappedBuffer(body), !trailed);
    }
    if (trailed) {
      connected.writeTrailers(trailers);
    }
    connected.read();
  }

  @Override
  public void onUpstreamHeaders(HeaderList arrived, boolean end) {
    answerHeaders = arrived;
    if (end) {
      done(null);
    }
  }

  @Override
  public void onUpstreamData(ByteBuf chunk, boolean end) {
    if (told) {
      chunk.release();
      return;
    }
    if (answer.length() + chunk.readableBytes() > MAX_BODY) {
      chunk.release();
      reset("the answer is larger than " + MAX_BODY + " bytes");
      return;
    }
    answer.append(chunk);
    if (end) {
      done(null);
    }
  }

  @Override
  public void onUpstreamTrailers(HeaderList trailers) {
    done(trailers);
  }

  @Override
  public void onUpstreamReadComplete() {
    UpstreamRequest r = request;
    if (!told && r != null) {
      r.read();
    }
  }

  @Override
  public void onUpstreamWritable() {
    // the whole body has been written at once
  }

  @Override
  public void onUpstreamFailure(GatewayException failure) {
    request = null;
    if (answerHeaders == null && failure.retryable()) {
      synthetic("503", failure.getMessage()); // also where a connect has timed out
      return;
    }
    reset(failure.getMessage());
  }

  private void synthetic(String status, @Nullable String text) {
    HeaderList made = new HeaderList();
    made.add(":status", status);
    made.add("content-type", "text/plain");
    answerHeaders = made;
    answer.release();
    answer.append(Unpooled.copiedBuffer(String.valueOf(text), StandardCharsets.UTF_8));
    done(null);
  }

  private void done(@Nullable HeaderList trailers) {
    HeaderList arrived = answerHeaders;
    if (told || arrived == null) {
      return;
    }
    end();
    ByteBuf body = answer.take();
    try {
      listener.onResponse(arrived, new CalloutBody(body), trailers);
    } finally {
      body.release();
    }
  }

  private void reset(@Nullable String reason) {
    if (told) {
      return;
    }
    end();
    answer.release();
    listener.onReset(String.valueOf(reason));
  }

  private void end() {
    told = true;
    if (timer != null) {
      timer.cancel(false);
    }
    UpstreamRequest r = request;
    request = null;
    if (r != null) {
      r.cancel();
    }
  }
}
