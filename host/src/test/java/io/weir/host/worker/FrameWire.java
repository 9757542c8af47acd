package io.weir.host.worker;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 client that writes any frame, also those that no codec would. */
final class FrameWire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  /** By the static table: GET http / with :authority x. */
  static final byte[] GET = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'};

  /** Likewise, with POST. */
  static final byte[] POST = {(byte) 0x83, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'};

  private final Socket socket;
  private final DataInputStream in;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  /** A frame that has come. */
  record Frame(int type, int flags, int stream, byte[] payload) {
    /** The error of a RST_STREAM or a GOAWAY. */
    int code() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }

    /** Of a response's headers, when they are the first of the connection. */
    String status() throws Http2Exception {
      return String.valueOf(
          new DefaultHttp2HeadersDecoder()
              .decodeHeaders(stream, Unpooled.wrappedBuffer(payload))
              .status());
    }
  }

  FrameWire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    waiting.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0).flush();
  }

  FrameWire frame(int type, int flags, int stream, byte... payload) {
    waiting.write(payload.length >> 16);
    waiting.write(payload.length >> 8);
    waiting.write(payload.length);
    waiting.write(type);
    waiting.write(flags);
    waiting.writeBytes(number(stream));
    waiting.writeBytes(payload);
    return this;
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** What waits goes out; false when the gateway takes no more. */
  boolean flush() {
    try {
      waiting.writeTo(socket.getOutputStream());
      waiting.reset();
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  /** The next frame of {@code type}, null when the connection ends before. */
  @Nullable Frame next(int type) {
    try {
      while (true) {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        if ((lengthAndType & 0xff) == type) {
          return new Frame(type, flags, stream, payload);
        }
      }
    } catch (IOException ended) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
