package io.weir.registry.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that blocks, as chunks for an event loop that must not: a virtual thread reads a few
 * chunks ahead. All but the reading is on the event loop.
 */
final class StreamChunks implements ChunkedInput<ByteBuf> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamChunks.class);
  private static final int CHUNK = 64 << 10;
  private static final int AHEAD = 4;

  private final InputStream in;
  private final long length;
  private final Runnable resume;
  private final BlockingQueue<byte[]> ready = new ArrayBlockingQueue<>(AHEAD);
  private volatile @Nullable IOException failure;
  private @Nullable Thread reader;
  private long sent;

  StreamChunks(ChannelHandlerContext ctx, InputStream in, long length) {
    this.in = in;
    this.length = length;
    ChunkedWriteHandler writer = ctx.pipeline().get(ChunkedWriteHandler.class);
    this.resume = writer::resumeTransfer;
  }

  private void readAll() {
    try (in) {
      long left = length;
      while (left > 0) {
        byte[] chunk = in.readNBytes((int) Math.min(left, CHUNK));
        if (chunk.length == 0) {
          throw new IOException("content ended " + left + " bytes early");
        }
        left -= chunk.length;
        ready.put(chunk);
        resume.run();
      }
    } catch (IOException e) {
      failure = e;
      resume.run();
    } catch (InterruptedException e) {
      LOG.debug("the client left before the end"); // close() says so
    }
  }

  @Override
  public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
    if (reader == null) {
      reader = Thread.ofVirtual().name("registry-stream").start(this::readAll);
    }
    byte[] chunk = ready.poll();
    if (chunk == null) {
      IOException failed = failure;
      if (failed != null) {
        throw new IOException("the store failed in the middle of an answer", failed);
      }
      return null; // resumed when there is more
    }
    sent += chunk.length;
    return Unpooled.wrappedBuffer(chunk);
  }

  @Override
  @Deprecated
  public @Nullable ByteBuf readChunk(ChannelHandlerContext ctx) throws IOException {
    return readChunk(ctx.alloc());
  }

  @Override
  public boolean isEndOfInput() {
    return sent == length;
  }

  @Override
  public void close() throws IOException {
    if (reader == null) {
      in.close();
    } else {
      reader.interrupt();
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long progress() {
    return sent;
  }
}
