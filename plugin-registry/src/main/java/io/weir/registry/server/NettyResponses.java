package io.weir.registry.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedNioFile;
import io.weir.registry.http.RegistryResponse;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the handler's answer to Netty's. On the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which ends all
final class NettyResponses {
  private static final Logger LOG = LoggerFactory.getLogger(NettyResponses.class);
  private static final int TLS_CHUNK = 64 << 10;

  private NettyResponses() {}

  /**
   * Writes an answer and closes its file.
   *
   * @param request null when it could not be read
   * @return done when all is written
   */
  static ChannelFuture write(
      ChannelHandlerContext ctx,
      @Nullable HttpRequest request,
      RegistryResponse response,
      boolean keepAlive) {
    ctx.write(head(response, keepAlive));
    boolean bodiless = request != null && request.method().equals(HttpMethod.HEAD);
    switch (response.body()) {
      case RegistryResponse.Bytes bytes -> {
        if (!bodiless && bytes.length() > 0) {
          ctx.write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes.content())));
        }
      }
      case RegistryResponse.FilePart part -> {
        if (bodiless || part.length() == 0) {
          close(part.file());
        } else {
          ctx.write(content(ctx, part));
        }
      }
      case RegistryResponse.Stream stream -> {
        if (bodiless || stream.length() == 0) {
          close(stream.content());
        } else {
          ctx.write(new StreamChunks(ctx, stream.content(), stream.length()));
        }
      }
    }
    return ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private static HttpResponse head(RegistryResponse response, boolean keepAlive) {
    HttpResponse head =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
    response.headers().forEach((name, value) -> head.headers().set(name, value));
    if (response.status() != 204) {
      HttpUtil.setContentLength(head, response.body().length());
    }
    if (!keepAlive) {
      head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return head;
  }

  /** A region that the kernel copies; under TLS the bytes must pass through here, by pieces. */
  private static Object content(ChannelHandlerContext ctx, RegistryResponse.FilePart part) {
    if (ctx.pipeline().get(SslHandler.class) == null) {
      return new DefaultFileRegion(part.file(), part.offset(), part.length());
    }
    try {
      return new ChunkedNioFile(part.file(), part.offset(), part.length(), TLS_CHUNK);
    } catch (IOException e) {
      throw new IllegalStateException("an open file", e);
    }
  }

  private static void close(Closeable file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("a blob cannot be closed: {}", e.getMessage());
    }
  }
}
