package io.weir.host.net.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an upstream may answer, and what it may not. */
class ResponseParserTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final Http1Workspace work = new Http1Workspace();

  private String read(String bytes) {
    String whole = Transcript.of(new ResponseParser(work), bytes);
    assertEquals(whole, Transcript.byteByByte(new ResponseParser(work), bytes), "byte by byte");
    return whole;
  }

  private ResponseParser head(String bytes, boolean isHead) {
    ResponseParser parser = new ResponseParser(work);
    parser.expect(isHead);
    ByteBuf in = Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1);
    assertEquals(MessageParser.Event.HEAD, parser.next(in));
    in.release();
    return parser;
  }

  @Test
  void bodies() {
    assertEquals(
        "[:status: 200|content-length: 2] <ok> ", read(OK + "content-length: 2\r\n\r\nok"));
    assertEquals(
        "[:status: 200] <ok> {x: 1} ",
        read(OK + "transfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx: 1\r\n\r\n"));
    assertEquals("[:status: 200] (more) ", read(OK + "\r\nuntil the end"));
    assertEquals("[:status: 204] <> ", read("HTTP/1.1 204\r\n\r\n"));
    assertEquals(
        "[:status: 304|content-length: 7] <> ",
        read("HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n"));
    assertEquals(
        "[:status: 100] <> [:status: 103|link: x] <> [:status: 200|content-length: 0] <> ",
        read(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"
                + OK
                + "content-length: 0\r\n\r\n"));
    assertFalse(head(OK + "content-length: 7\r\n\r\n", true).hasBody());
  }

  @Test
  void persistence() {
    assertTrue(head(OK + "content-length: 0\r\n\r\n", false).keepsAlive());
    assertFalse(head(OK + "\r\n", false).keepsAlive(), "its end is the connection's");
    assertTrue(head(OK + "\r\n", true).keepsAlive());
    assertFalse(head(OK + "connection: close\r\ncontent-length: 0\r\n\r\n", false).keepsAlive());
    String old = "HTTP/1.0 200 OK\r\ncontent-length: 0\r\n";
    assertFalse(head(old + "\r\n", false).keepsAlive());
    assertTrue(head(old + "connection: keep-alive\r\n\r\n", false).keepsAlive());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`HTTP/1.1 200 OK~content-length: 1~transfer-encoding: chunked` | both content-length",
        "`HTTP/1.1 200 OK~content-length: 1~content-length: 1` | more than one content-length",
        "`HTTP/1.1 200 OK~content-length: 1, 1` | content-length: with ','",
        "`HTTP/1.1 200 OK~content-length: -1` | content-length: with '-'",
        "`HTTP/1.1 200 OK~transfer-encoding: gzip` | a transfer-encoding other than chunked",
        "`HTTP/1.1 200 OK~transfer-encoding: x, chunked` | a transfer-encoding other than chunked",
        "`HTTP/1.0 200 OK~transfer-encoding: chunked` | transfer-encoding in HTTP/1.0",
        "`HTTP/1.1 200 OK~x : y` | white space between",
        "`HTTP/1.1 200 OK~ x: y` | a header folded over two lines",
        "`HTTP/1.1 200 OK~x: a<NUL>` | a header value with byte 0x00",
        "`HTTP/2.0 200 OK` | a status line that is none",
        "`HTTP/1.1  200 OK` | a status that is none",
        "`HTTP/1.1 20` | a status line that is none",
        "`HTTP/1.1 20x OK` | a status that is none",
        "`HTTP/1.1 2000 OK` | a status that is none",
        "`HTTP/1.1 099 OK` | a status that is none",
        "`HTTP/1.1 200 O\u0001K` | a reason phrase with byte 0x01",
        "`ICY 200 OK` | a status line that is none",
      })
  void refuses(String head, String why) {
    String read = read(head.replace("~", "\r\n").replace("<NUL>", "\0") + "\r\n\r\n");
    assertTrue(read.startsWith("refused ") && read.contains(": " + why), read);
  }
}
