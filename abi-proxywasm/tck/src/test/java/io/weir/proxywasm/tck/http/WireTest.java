package io.weir.proxywasm.tck.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private static String written(Message message) throws Exception {
    var out = new ByteArrayOutputStream();
    Wire.write(out, message, "POST / HTTP/1.1", Wire.STEADY);
    return out.toString(ISO_8859_1);
  }

  @Test
  void onePieceHasALength() throws Exception {
    Message message =
        new Message("POST /", List.of(new Field("a", "1")), List.of("xyz"), List.of());
    assertEquals("POST / HTTP/1.1\r\na: 1\r\ncontent-length: 3\r\n\r\nxyz", written(message));
  }

  @Test
  void severalPiecesAndTrailersAreChunks() throws Exception {
    Message message =
        new Message("POST /", List.of(), List.of("ab", "c"), List.of(new Field("t", "1")));
    assertEquals(
        "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nt: 1\r\n\r\n",
        written(message));
  }

  @Test
  void readsWhatItWrites() throws Exception {
    Message sent =
        new Message("POST /", List.of(), List.of("ab", "c"), List.of(new Field("t", "1")));
    Message read = Wire.read(in(written(sent)), false);
    assertEquals("POST /", read == null ? null : read.start());
    assertEquals("abc", read == null ? null : read.body());
    assertEquals(sent.trailers(), read == null ? null : read.trailers());
  }

  @Test
  void tellsAnEndFromABreak() throws Exception {
    assertNull(Wire.read(in(""), true));
    String cut = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab";
    assertThrows(EOFException.class, () -> Wire.read(in(cut), true));
    String chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n";
    assertThrows(EOFException.class, () -> Wire.read(in(chunk), true));
  }
}
