package io.weir.bench.torture.origin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.weir.bench.torture.payload.Fault;

/** What answers one request. All calls come on the connection's event loop. */
interface Endpoint {

  /** A part of the request's body, which stays the caller's. */
  default void body(ByteBuf part) {}

  /** The request is whole: answer it. */
  void answer(ChannelHandlerContext ctx);

  /** The connection takes bytes again. */
  default void writable(ChannelHandlerContext ctx) {}

  /** The connection is gone. */
  default void closed() {}

  static Endpoint of(OriginRequest request, Fault fault) {
    return switch (request.path()) {
      case "/sse" -> new SseEndpoint(request, fault);
      case "/download" -> new DownloadEndpoint(request, fault);
      case "/upload" -> new UploadEndpoint(request);
      case "/plain" -> new PlainEndpoint(request);
      case "/ws" -> new EchoEndpoint(request);
      default -> ctx -> Answers.text(ctx, request, 404, "no such path: " + request.path());
    };
  }
}
