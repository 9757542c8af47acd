package io.weir.bench.torture.origin;

import io.netty.channel.ChannelHandlerContext;
import io.weir.bench.torture.payload.PlainText;

/** A small answer that only its own request can get. */
record PlainEndpoint(OriginRequest request) implements Endpoint {

  @Override
  public void answer(ChannelHandlerContext ctx) {
    Answers.text(ctx, request, 200, PlainText.of(request.number("n")));
  }
}
