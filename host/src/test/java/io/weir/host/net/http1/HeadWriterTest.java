package io.weir.host.net.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a plugin has set splits a message, or frames it. */
class HeadWriterTest {
  private final HeadWriter writer = new HeadWriter(new Http1Workspace());

  private String end() {
    ByteBuf buffer = writer.end(UnpooledByteBufAllocator.DEFAULT, 0);
    String text = buffer.toString(StandardCharsets.ISO_8859_1);
    buffer.release();
    return text;
  }

  private static HeaderList headers(String... pairs) {
    HeaderList list = new HeaderList();
    for (int i = 0; i < pairs.length; i += 2) {
      list.add(pairs[i], pairs[i + 1]);
    }
    return list;
  }

  @Test
  void writesAHead() {
    writer.request("GET", "/a");
    writer.fields(headers(":path", "/b", "x", "1", "y", "\u00e4\u0141", "te", "a, trailers"), true);
    assertEquals(
        "GET /a HTTP/1.1\r\nx: 1\r\ny: \u00e4?\r\nconnection: te\r\nte: trailers\r\n\r\n", end());
    writer.response(404);
    assertEquals("HTTP/1.1 404 Not Found\r\n\r\n", end());
  }

  @Test
  void framingIsTheCodecsOwn() {
    writer.response(200);
    writer.fields(
        headers(
            "content-length", "3",
            "transfer-encoding", "chunked",
            "connection", "x",
            "keep-alive", "5",
            "upgrade", "x",
            "host", "kept"),
        false);
    assertEquals("HTTP/1.1 200 OK\r\nhost: kept\r\n\r\n", end());
  }

  @Test
  void growsWithTheHead() {
    String value = "v".repeat(50_000);
    writer.response(200);
    writer.field("x", value);
    writer.field("y", "z");
    assertTrue(end().endsWith("x: " + value + "\r\ny: z\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\rb", "a\u0000b", "\u007f", "\u0001"})
  void refusesAValue(String value) {
    writer.response(200);
    assertThrows(IllegalArgumentException.class, () -> writer.field("x", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:", "a\r\n", "\u00e4", "\u0141", "(", "a\u0000"})
  void refusesAName(String name) {
    writer.response(200);
    assertThrows(IllegalArgumentException.class, () -> writer.field(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a b", "/a\r\n", "/#", "/\u00e4", "/\u0141", "/\u0000"})
  void refusesATarget(String target) {
    assertThrows(IllegalArgumentException.class, () -> writer.request("GET", target));
    assertThrows(IllegalArgumentException.class, () -> writer.request("G T", "/"));
  }
}
