package io.weir.registry.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedNioFile;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.weir.registry.http.RegistryResponse;
import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the handler's answer to Netty's. On the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which ends all
final class NettyResponses {
  private static final Logger LOG = LoggerFactory.getLogger(NettyResponses.class);
  private static final int TLS_CHUNK = 64 << 10;

  private NettyResponses() {}

  /**
   * Writes an answer, does not flush it, and closes its file in the end.
   *
   * @param bodiless for a HEAD request
   */
  static Sending write(
      ChannelHandlerContext ctx, RegistryResponse response, boolean bodiless, Persistence after) {
    return switch (response.body()) {
      case RegistryResponse.Bytes bytes -> {
        ByteBuf content =
            bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes.content());
        var full = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(response), content);
        fill(full, response, after);
        yield Sending.small(ctx.write(full));
      }
      case RegistryResponse.FilePart part -> {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(response));
        fill(head, response, after);
        ctx.write(head);
        yield file(ctx, part, bodiless);
      }
      case RegistryResponse.Stream stream -> {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(response));
        fill(head, response, after);
        ctx.write(head);
        yield stream(ctx, stream, bodiless);
      }
    };
  }

  private static Sending file(
      ChannelHandlerContext ctx, RegistryResponse.FilePart part, boolean bodiless) {
    if (bodiless || part.length() == 0) {
      close(part.file());
      return Sending.small(ctx.write(LastHttpContent.EMPTY_LAST_CONTENT));
    }
    if (ctx.pipeline().get(SslHandler.class) == null) {
      var region = new DefaultFileRegion(part.file(), part.offset(), part.length());
      cut(ctx.write(region));
      return new Sending(ctx.write(LastHttpContent.EMPTY_LAST_CONTENT), region::transferred);
    }
    ChunkedNioFile chunks = chunks(part); // under TLS the bytes must pass through here
    cut(ctx.write(chunks));
    return new Sending(
        ctx.write(LastHttpContent.EMPTY_LAST_CONTENT),
        () -> chunks.currentOffset() - part.offset());
  }

  private static Sending stream(
      ChannelHandlerContext ctx, RegistryResponse.Stream stream, boolean bodiless) {
    if (bodiless || stream.length() == 0) {
      close(stream.content());
      return Sending.small(ctx.write(LastHttpContent.EMPTY_LAST_CONTENT));
    }
    if (ctx.pipeline().get(ChunkedWriteHandler.class) == null) {
      ctx.pipeline().addBefore(ctx.name(), "chunks", new ChunkedWriteHandler());
    }
    StreamChunks chunks = new StreamChunks(ctx, stream.content(), stream.length());
    cut(ctx.write(chunks));
    return new Sending(ctx.write(LastHttpContent.EMPTY_LAST_CONTENT), chunks::progress);
  }

  private static ChunkedNioFile chunks(RegistryResponse.FilePart part) {
    try {
      return new ChunkedNioFile(part.file(), part.offset(), part.length(), TLS_CHUNK);
    } catch (IOException e) {
      throw new IllegalStateException("an open file", e);
    }
  }

  private static HttpResponseStatus status(RegistryResponse response) {
    return HttpResponseStatus.valueOf(response.status());
  }

  private static void fill(HttpResponse head, RegistryResponse response, Persistence after) {
    HttpHeaders headers = head.headers();
    response.headers().forEach(headers::set);
    response.warnings().forEach(each -> headers.add(HttpHeaderNames.WARNING, each));
    if (response.status() != 204) {
      HttpUtil.setContentLength(head, response.body().length());
    }
    switch (after) {
      case CLOSE -> headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      case KEEP_SAID -> headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
      case KEEP -> {}
    }
  }

  /**
   * Ends the connection when content breaks off: the head has told its length, so that the client
   * could take nothing else for its end.
   */
  private static void cut(ChannelFuture content) {
    content.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private static void close(Closeable file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("a blob cannot be closed: {}", e.getMessage());
    }
  }
}
