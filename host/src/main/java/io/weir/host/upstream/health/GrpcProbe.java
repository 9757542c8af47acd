package io.weir.host.upstream.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.config.Probe;
import io.weir.host.config.UpstreamProtocol;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamPools;
import io.weir.host.upstream.UpstreamRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code grpc.health.v1.Health/Check}. Its messages are small enough to be read by hand: the
 * request has a text as field 1, the answer an enumeration as field 1, of which 1 is SERVING.
 */
final class GrpcProbe extends ProbeListener {
  private static final int MAX_ANSWER = 64;
  private static final int SERVING = 1;

  private final Cluster endpoint;
  private final byte[] service;
  private final ByteBuf answer = Unpooled.buffer(MAX_ANSWER, MAX_ANSWER);
  private @Nullable String status;

  private GrpcProbe(Cluster endpoint, Probe.Grpc probe, Outcome outcome) {
    super(outcome);
    this.endpoint = endpoint;
    this.service = probe.service().getBytes(StandardCharsets.UTF_8);
  }

  /** Gives what ends it before its time. */
  static Runnable begin(UpstreamPools pools, Cluster endpoint, Probe.Grpc probe, Outcome outcome) {
    GrpcProbe made = new GrpcProbe(endpoint, probe, outcome);
    pools.acquire(endpoint, UpstreamProtocol.H2C, made);
    return made::giveUp;
  }

  @Override
  void send(UpstreamRequest request) {
    HeaderList headers = new HeaderList();
    headers.add(":method", "POST");
    headers.add(":scheme", "http");
    headers.add(":path", "/grpc.health.v1.Health/Check");
    headers.add(":authority", authority(endpoint));
    headers.add("te", "trailers");
    headers.add("content-type", "application/grpc");
    request.writeHeaders(headers, false, false);
    request.writeData(message(), true);
  }

  private ByteBuf message() {
    ByteBuf message = Unpooled.buffer();
    if (service.length > 0) {
      message.writeByte(0x0a); // field 1, length-delimited
      int left = service.length;
      for (; left > 0x7f; left >>>= 7) {
        message.writeByte((left & 0x7f) | 0x80);
      }
      message.writeByte(left).writeBytes(service);
    }
    ByteBuf prefix = Unpooled.buffer(5).writeByte(0).writeInt(message.readableBytes());
    return Unpooled.wrappedBuffer(prefix, message);
  }

  @Override
  @Nullable String head(HeaderList headers) {
    status = headers.get("grpc-status");
    String http = headers.getOrEmpty(":status");
    return http.equals("200") ? null : "status " + http + " (expected: 200)";
  }

  @Override
  void body(ByteBuf chunk) {
    answer.writeBytes(chunk, Math.min(chunk.readableBytes(), answer.writableBytes()));
  }

  @Override
  @Nullable String complete(@Nullable HeaderList trailers) {
    String told = trailers == null ? status : trailers.get("grpc-status");
    if (told == null || !told.equals("0")) {
      return "grpc-status " + told + " (expected: 0)";
    }
    // five bytes of frame, then the tag of field 1 as a number; none at all is UNKNOWN, 0
    int serving = answer.readableBytes() >= 7 && answer.getByte(5) == 0x08 ? answer.getByte(6) : 0;
    return serving == SERVING ? null : "serving status " + serving + " (expected: 1, SERVING)";
  }
}
