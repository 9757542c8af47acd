package io.weir.bench.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.weir.host.config.HttpLimits;
import io.weir.host.net.http1.HeadWriter;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.net.http1.MessageParser.Event;
import io.weir.host.net.http1.RequestParser;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One request of a browser in, its headers as the gateway wants them, and one small response out:
 * by the gateway's own codec, and by Netty's with the copies between its headers and ours.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Http1Codec {
  private static final String REQUEST =
      """
      GET /index.html?q=1 HTTP/1.1\r
      Host: shop.example.com\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r
      Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r
      Accept-Language: en-GB,en;q=0.5\r
      Accept-Encoding: gzip, deflate, br\r
      Cookie: session=0123456789abcdef\r
      Connection: keep-alive\r
      X-Request-Id: 7f1f8f0e-2f7a-4c7e-9d0b-3a1b2c3d4e5f\r
      \r
      """;

  private static final byte[] BODY = new byte[128];

  private final ByteBuf bytes =
      PooledByteBufAllocator.DEFAULT
          .directBuffer()
          .writeBytes(REQUEST.getBytes(StandardCharsets.ISO_8859_1));

  private final Http1Workspace work = new Http1Workspace();
  private final RequestParser parser = new RequestParser(work, HttpLimits.DEFAULT);
  private final HeadWriter writer = new HeadWriter(work);
  private final HeaderList response = response();
  private final EmbeddedChannel decoder =
      new EmbeddedChannel(new HttpRequestDecoder(new HttpDecoderConfig()));
  private final EmbeddedChannel encoder = new EmbeddedChannel(new HttpResponseEncoder());

  private static HeaderList response() {
    HeaderList headers = new HeaderList();
    headers.add(":status", "200");
    headers.add("content-type", "text/plain; charset=utf-8");
    headers.add("date", "Mon, 23 Nov 2026 05:00:00 GMT");
    headers.add("server", "origin");
    headers.add("cache-control", "no-store");
    return headers;
  }

  /** Frees what was measured with. */
  @TearDown
  public void stop() {
    bytes.release();
    decoder.finishAndReleaseAll();
    encoder.finishAndReleaseAll();
  }

  /** The gateway's own. */
  @Benchmark
  public int weir() {
    bytes.readerIndex(0);
    if (parser.next(bytes) != Event.HEAD || parser.next(bytes) != Event.END) {
      throw new IllegalStateException("the request was not read");
    }
    int headers = parser.headers().size();
    writer.response(200);
    writer.fields(response, false);
    writer.field("content-length", BODY.length);
    ByteBuf out = writer.end(PooledByteBufAllocator.DEFAULT, BODY.length);
    int length = out.writeBytes(BODY).readableBytes();
    out.release();
    return headers + length;
  }

  /** Netty's, as a pipeline has it. */
  @Benchmark
  public int netty() {
    bytes.readerIndex(0);
    decoder.writeInbound(bytes.retainedDuplicate());
    HeaderList headers = new HeaderList();
    HttpObject message;
    while ((message = decoder.readInbound()) != null) {
      if (message instanceof HttpRequest request) {
        headers.add(":method", request.method().name());
        headers.add(":path", request.uri());
        copy(request, headers);
      }
      ReferenceCountUtil.release(message);
    }
    return headers.size() + nettyResponse();
  }

  private static void copy(HttpRequest request, HeaderList headers) {
    var entries = request.headers().iteratorCharSequence();
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      headers.add(entry.getKey().toString(), entry.getValue().toString());
    }
  }

  private int nettyResponse() {
    ByteBuf body = PooledByteBufAllocator.DEFAULT.buffer(BODY.length).writeBytes(BODY);
    var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
    for (int i = 1; i < response.size(); i++) {
      answer.headers().add(response.name(i), response.value(i));
    }
    answer.headers().set("content-length", Integer.toString(BODY.length));
    encoder.writeOutbound(answer);
    int length = 0;
    ByteBuf out;
    while ((out = encoder.readOutbound()) != null) {
      length += out.readableBytes();
      out.release();
    }
    return length;
  }
}
