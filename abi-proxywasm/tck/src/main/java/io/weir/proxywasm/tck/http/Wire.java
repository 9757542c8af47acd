package io.weir.proxywasm.tck.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as it stands on the wire, so that chunks and trailers are seen and sent as they are. */
final class Wire {
  private static final int GAP_MILLIS = 40;

  /** What a writer does before each piece of a body that it sends in chunks. */
  @FunctionalInterface
  interface Pace {
    /**
     * @param before the piece that was sent last, empty before the first
     */
    void await(String before) throws IOException, InterruptedException;
  }

  /** A pause before each, so that the gateway sees each by itself. */
  static final Pace STEADY = before -> Thread.sleep(GAP_MILLIS);

  private Wire() {}

  /**
   * Reads one message; several pieces of body are joined into one.
   *
   * @return null when the peer has closed before its first byte
   * @throws EOFException when it closed in the middle
   */
  static @Nullable Message read(InputStream in, boolean answer) throws IOException {
    return read(in, answer, bytes -> {});
  }

  /**
   * As above.
   *
   * @param progress told the size of each chunk as it comes
   */
  static @Nullable Message read(InputStream in, boolean answer, IntConsumer progress)
      throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    String[] words = line.split(" ", 3);
    String start = answer ? words[1] : words[0] + " " + words[1];
    List<Field> headers = fields(in);
    List<Field> trailers = List.of();
    String body = "";
    String length = Field.values(headers, "content-length");
    if (Field.values(headers, "transfer-encoding").contains("chunked")) {
      body = chunks(in, progress);
      trailers = fields(in);
    } else if (!length.isEmpty()) {
      body = text(in, Integer.parseInt(length));
    } else if (answer && !start.equals("204") && !start.equals("304")) {
      body = new String(in.readAllBytes(), ISO_8859_1);
    }
    return new Message(start, headers, body.isEmpty() ? List.of() : List.of(body), trailers);
  }

  /**
   * Writes one message: with a length when it has one piece of body and no trailers, else in
   * chunks.
   */
  static void write(OutputStream out, Message message, String startLine, Pace pace)
      throws IOException, InterruptedException {
    StringBuilder head = new StringBuilder(startLine).append("\r\n");
    message
        .headers()
        .forEach(f -> head.append(f.name()).append(": ").append(f.value()).append("\r\n"));
    boolean chunked = message.chunks().size() > 1 || !message.trailers().isEmpty();
    if (chunked) {
      head.append("transfer-encoding: chunked\r\n");
    } else if (!message.chunks().isEmpty() || startLine.startsWith("HTTP/")) {
      head.append("content-length: ").append(message.body().length()).append("\r\n");
    }
    head.append("\r\n");
    send(out, head.toString());
    String before = "";
    for (String chunk : message.chunks()) {
      if (chunked) {
        pace.await(before);
        before = chunk;
        send(out, Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
      } else {
        send(out, chunk);
      }
    }
    if (chunked) {
      StringBuilder end = new StringBuilder("0\r\n");
      message
          .trailers()
          .forEach(f -> end.append(f.name()).append(": ").append(f.value()).append("\r\n"));
      send(out, end.append("\r\n").toString());
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static List<Field> fields(InputStream in) throws IOException {
    List<Field> fields = new ArrayList<>();
    String line;
    while (!(line = needed(line(in))).isEmpty()) {
      int colon = line.indexOf(':');
      fields.add(
          new Field(
              line.substring(0, colon).toLowerCase(Locale.ROOT),
              line.substring(colon + 1).strip()));
    }
    return fields;
  }

  private static String chunks(InputStream in, IntConsumer progress) throws IOException {
    StringBuilder body = new StringBuilder();
    int size;
    while ((size = Integer.parseInt(needed(line(in)), 16)) != 0) {
      body.append(text(in, size));
      progress.accept(size);
      needed(line(in));
    }
    return body.toString();
  }

  private static String text(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("body: " + bytes.length + " bytes (expected: " + size + ")");
    }
    return new String(bytes, ISO_8859_1);
  }

  private static String needed(@Nullable String line) throws EOFException {
    if (line == null) {
      throw new EOFException("closed in the middle of a message");
    }
    return line;
  }

  /** A line without its end, or null at the end of the stream. */
  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = in.read()) != '\n') {
      if (c < 0) {
        return line.isEmpty() ? null : needed(null);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
