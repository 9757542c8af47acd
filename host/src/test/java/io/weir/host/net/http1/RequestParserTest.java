package io.weir.host.net.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.config.HttpLimits;
import io.weir.host.net.http1.MessageParser.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may send, and what it may not, each with its name in the error. */
class RequestParserTest {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n";
  private static final String CHUNKED =
      "POST /a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
  private static final String HEAD = ":method: GET|:authority: |:path: /a|:scheme: http";

  private final Http1Workspace work = new Http1Workspace();

  private RequestParser parser() {
    return new RequestParser(work, HttpLimits.DEFAULT);
  }

  private String read(String bytes) {
    String whole = Transcript.of(parser(), bytes);
    assertEquals(whole, Transcript.byteByByte(parser(), bytes), "byte by byte");
    for (int i = 1; i < bytes.length(); i++) {
      assertEquals(whole, Transcript.of(parser(), bytes, i), "cut at " + i);
    }
    return whole;
  }

  private RequestParser head(String bytes) {
    RequestParser parser = parser();
    ByteBuf in = Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1);
    assertEquals(Event.HEAD, parser.next(in));
    in.release();
    return parser;
  }

  @Test
  void aRequestWithoutABody() {
    assertEquals("[" + HEAD + "] <> ", read(GET + "\r\n"));
    assertEquals("[" + HEAD + "] <> ", read("\r\n" + GET + "\r\n"));
    assertEquals("[" + HEAD + "|x: 1|x: 2] <> ", read(GET + "X:1\r\nx: \t2 \r\n\r\n"));
    assertEquals("[" + HEAD + "|x: |y: \u00e4] <> ", read(GET + "x:\r\ny: \u00e4\r\n\r\n"));
  }

  @Test
  void bodiesAndPipelines() {
    String post = "POST /b HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc";
    String read = ":method: POST|:authority: |:path: /b|:scheme: http|content-length: 3] <abc> ";
    assertEquals("[" + read + "[" + HEAD + "] <> ", read(post + GET + "\r\n"));
    assertTrue(read(post.replace(": 3", ": 03")).endsWith("<abc> "));
    assertTrue(read(GET + "content-length: 0\r\n\r\n").endsWith("content-length: 0] <> "));
  }

  @Test
  void chunks() {
    assertTrue(
        read(CHUNKED + "3\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n").endsWith("<abc0123456789> "));
    assertTrue(read(CHUNKED + "3;a;b=c;d=\"e\\\" ;\"\r\nabc\r\n0;z\r\n\r\n").endsWith("<abc> "));
    assertTrue(read(CHUNKED + "0\r\nX-Sum: 1\r\ny:2\r\n\r\n").endsWith("<> {x-sum: 1|y: 2} "));
    assertTrue(
        read(CHUNKED + "0\r\nset-cookie: a\r\nte: x\r\nconnection: y\r\n\r\n").endsWith("<> "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`content-length: 3~transfer-encoding: chunked` | both content-length and transfer-encoding",
        "`transfer-encoding: chunked~content-length: 3` | both content-length and transfer-encoding",
        "`content-length: 3~content-length: 3` | more than one content-length",
        "`content-length: 3, 3` | content-length: with ','",
        "`content-length: +3` | content-length: with '+'",
        "`content-length: -3` | content-length: with '-'",
        "`content-length: 0x3` | content-length: with 'x'",
        "`content-length: 3 3` | content-length: with byte 0x20",
        "`content-length:` | content-length: empty",
        "`content-length: 1234567890123456789` | content-length: too many digits",
        "`transfer-encoding: gzip, chunked` | a transfer-encoding other than chunked",
        "`transfer-encoding: chunked, chunked` | a transfer-encoding other than chunked",
        "`transfer-encoding: identity` | a transfer-encoding other than chunked",
        "`transfer-encoding:` | a transfer-encoding other than chunked",
        "`transfer-encoding: chunked;q=1` | a transfer-encoding other than chunked",
        "`transfer-encoding: chunked~transfer-encoding: chunked` | more than one transfer-encoding",
        "`transfer-encoding: \u000bchunked` | a header value with byte 0x0b",
        "`transfer-encoding : chunked` | white space between a header's name and its colon",
        "`transfer-encoding\t: chunked` | white space between a header's name and its colon",
        "`x: a~ folded` | a header folded over two lines",
        "`x: a~\tfolded` | a header folded over two lines",
        "`host: y` | more than one host header",
        "`: empty` | a header without a name",
        "`:path: /b` | a header without a name",
        "`x y: z` | white space between",
        "`x(y: z` | a header name with '('",
        "`x\u00e4: z` | a header name with byte 0xe4",
        "`x<NUL>: z` | a header name with byte 0x00",
        "`x: a<NUL>b` | a header value with byte 0x00",
        "`x: a\u0001b` | a header value with byte 0x01",
        "`x: a\u007fb` | a header value with byte 0x7f",
        "`x: a\u001b` | a header value with byte 0x1b",
        "`no-colon` | a header without a colon",
        "`connection: a b` | a connection header with byte 0x20",
      })
  void refusesAHeader(String header, String why) {
    String read = read(GET + header.replace("~", "\r\n").replace("<NUL>", "\0") + "\r\n\r\nabc");
    assertTrue(read.startsWith("refused 400: " + why), read);
  }

  /** A look through all headers for each name: few bytes would cost much. */
  @Test
  void aConnectionHeaderNamesOnlySoMany() {
    String names = "a,".repeat(64);
    assertEquals("[" + HEAD + "] <> ", read(GET + "connection: " + names + "\r\na: 1\r\n\r\n"));
    assertRefused(
        "a connection header with too many names", GET + "connection: " + names + "b\r\n\r\n");
  }

  @Test
  void refusesLineEndsThatAreNone() {
    assertRefused("a line that ends with LF alone", "GET /a HTTP/1.1\nhost: x\n\n");
    assertRefused("a line that ends with LF alone", GET + "\n");
    assertRefused("a line that ends with LF alone", GET + "x: y\n\r\n");
    assertRefused("a CR without LF", GET + "x: a\rb\r\n\r\n");
    assertRefused("a CR without LF", "GET /a HTTP/1.1\r\rhost: x\r\n\r\n");
    assertRefused("a CR without LF", GET + "\r\r\n");
    assertRefused("a line that ends with LF alone", "\n" + GET + "\r\n");
    assertRefused("a request line without a method", "\r\n\r\n" + GET + "\r\n");
    assertRefused("no host header", "GET /a HTTP/1.1\r\n\r\n");
    assertRefused("transfer-encoding in HTTP/1.0", CHUNKED.replace("1.1", "1.0"));
  }

  private void assertRefused(String why, String bytes) {
    String read = read(bytes);
    assertTrue(read.contains("refused 400: " + why), read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`GET /a` | a request line without a version",
        "`GET` | a request line without a method",
        "` GET /a HTTP/1.1` | a request line without a method",
        "`GET  /a HTTP/1.1` | a request line with two spaces",
        "`GET /a  HTTP/1.1` | a version that is none",
        "`GET /a HTTP/1.1 ` | a version that is none",
        "`GET\t/a HTTP/1.1` | a request line without a method",
        "`GET /a\tHTTP/1.1` | a request target with byte 0x09",
        "`GET /a#b HTTP/1.1` | a request target with '#'",
        "`GET /\u00e4 HTTP/1.1` | a request target with byte 0xe4",
        "`GET /<NUL> HTTP/1.1` | a request target with byte 0x00",
        "`G@T /a HTTP/1.1` | a request line without a method",
        "`GET /a b HTTP/1.1` | a version that is none",
        "`GET /a HTTP/1.1x` | a version that is none",
        "`GET /a http/1.1` | a version that is none",
        "`GET /a HTTP/1,1` | a version that is none",
        "`GET /a HTTP/11.1` | a version that is none",
        "`GET /a HTTP/` | a version that is none",
      })
  void refusesARequestLine(String line, String why) {
    assertRefused(why, line.replace("<NUL>", "\0") + "\r\nhost: x\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "HTTP/3.1"})
  void versionsThatAreNotServed(String version) {
    String read = read("GET /a " + version + "\r\nhost: x\r\n\r\n");
    assertEquals("refused 505: version: " + version + " (expected: HTTP/1.1 or HTTP/1.0)", read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`x~` | a chunk without a size",
        "`~` | a chunk without a size",
        "`-1~` | a chunk without a size",
        "` 3~abc~` | a chunk without a size",
        "`0x3~abc~` | a chunk's first line with 'x'",
        "`3 ~abc~` | a chunk's first line with byte 0x20",
        "`3 3~` | a chunk's first line with byte 0x20",
        "`3\nabc~` | a chunk's first line with byte 0x0a",
        "`3\rabc~` | a CR without LF in a chunk's first line",
        "`3;~abc~` | a chunk's first line with byte 0x0d",
        "`3; a~abc~` | a chunk's first line with byte 0x20",
        "`3;a ~abc~` | a chunk's first line with byte 0x20",
        "`3;a=~abc~` | a chunk's first line with byte 0x0d",
        "`3;a\nb~abc~` | a chunk's first line with byte 0x0a",
        "`3;a=\"b~abc~` | a chunk's first line with byte 0x0d",
        "`3;a=\"b\"c~abc~` | a chunk's first line with 'c'",
        "`1234567890123456~` | a chunk's size of too many digits",
        "`0000000000000003~` | a chunk's size of too many digits",
        "`3~abcd~` | a chunk that is longer than its size",
        "`3~abc\n0~~` | a chunk that is longer than its size",
        "`3~abc\r0~~` | a chunk that is longer than its size",
        "`3~abc~0~content-length: 3~~` | content-length as a trailer",
        "`3~abc~0~transfer-encoding: chunked~~` | transfer-encoding as a trailer",
        "`3~abc~0~host: y~~` | host as a trailer",
        "`3~abc~0~x y: z~~` | white space between",
        "`3~abc~0~ x: z~~` | a header folded over two lines",
        "`3~abc~0~x: \u0001~~` | a header value with byte 0x01",
        "`3~abc~0~x: y\n~` | a line that ends with LF alone",
        "`3~abc~0~\n` | a line that ends with LF alone",
      })
  void refusesAChunk(String chunk, String why) {
    assertRefused(why, CHUNKED + chunk.replace("~", "\r\n").replace("<NUL>", "\0"));
  }

  @Test
  void limitsOfAHead() {
    HttpLimits limits = new HttpLimits(32, 64, 3, 0);
    RequestParser fits = new RequestParser(work, limits);
    String line = "GET /0123456789012345678 HTTP/1.1";
    assertEquals(33, line.length());
    String shorter = line.replace("8 ", " ");
    assertTrue(Transcript.of(fits, shorter + "\r\nhost: x\r\n\r\n").endsWith("<> "));
    limited(limits, "refused 414", line + "\r\nhost: x\r\n\r\n");
    limited(limits, "refused 414", "G".repeat(34));
    limited(limits, "refused 431", shorter + "\r\nhost: x\r\nx: " + "y".repeat(60));
    limited(limits, "refused 431", shorter + "\r\nhost: x\r\na: 1\r\nb: 2\r\nc: 3\r\n\r\n");
    limited(limits, "refused 431", shorter + "\r\nhost: x\r\nx: " + "y".repeat(60) + "\r\n\r\n");
  }

  private void limited(HttpLimits limits, String expected, String bytes) {
    String whole = Transcript.of(new RequestParser(work, limits), bytes);
    assertTrue(whole.startsWith(expected), whole);
    String slow = Transcript.byteByByte(new RequestParser(work, limits), bytes);
    assertTrue(slow.startsWith(expected), slow);
  }

  @Test
  void limitsOfABody() {
    HttpLimits limits = new HttpLimits(100, 100, 10, 5);
    String declared = "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: ";
    assertTrue(
        Transcript.of(new RequestParser(work, limits), declared + "5\r\n\r\n12345")
            .endsWith("<12345> "));
    limited(limits, "refused 413: a body that is too large", declared + "6\r\n\r\n");
    String chunked = CHUNKED + "3\r\nabc\r\n";
    assertTrue(
        Transcript.of(new RequestParser(work, limits), chunked + "2\r\nde\r\n0\r\n\r\n")
            .endsWith("<abcde> "));
    String over = Transcript.of(new RequestParser(work, limits), chunked + "3\r\n");
    assertTrue(over.contains("refused 413: a body that is too large (expected: at most 5"), over);
  }

  @Test
  void extensionsAreLimited() {
    assertRefused("chunk extensions that are too long", CHUNKED + "3;" + "a".repeat(257));
    String many = ("1;" + "a".repeat(200) + "\r\nx\r\n").repeat(50);
    String read = Transcript.of(parser(), CHUNKED + many);
    assertTrue(read.contains("refused 400: chunk extensions that are too long"), read);
  }

  @Test
  void trailersAreLimitedAsHeadersAre() {
    HttpLimits limits = new HttpLimits(100, 100, 3, 0);
    String fits = CHUNKED + "0\r\na: 1\r\nb: 2\r\nc: 3\r\n";
    assertTrue(Transcript.of(new RequestParser(work, limits), fits + "\r\n").endsWith("c: 3} "));
    String over = Transcript.of(new RequestParser(work, limits), fits + "d: 4\r\n\r\n");
    assertTrue(over.contains("refused 431: too many headers"), over);
    String large = CHUNKED + "0\r\na: " + "1".repeat(100);
    assertTrue(Transcript.of(new RequestParser(work, limits), large).contains("refused 431"));
  }

  @Test
  void aHeadThatIsLargerThanOneLook() {
    String value = "v".repeat(9_000);
    String read = Transcript.of(parser(), GET + "x: " + value + "\r\ny: " + value + "\r\n\r\n");
    assertTrue(read.contains("x: " + value + "|y: " + value + "] <> "));
  }

  @Test
  void whatConcernsTheConnectionGoesNoFurther() {
    RequestParser parser =
        head(
            GET
                + "connection: X-Mine, content-length, host, te, upgrade, http2-settings\r\nx-mine: 1\r\n"
                + "keep-alive: 5\r\nproxy-connection: close\r\nte: gzip, trailers\r\n"
                + "http2-settings: AA\r\nupgrade: h2c\r\nexpect: 100-continue\r\n\r\n");
    assertEquals(HEAD + "|te: trailers", parser.headers().toString().strip().replace("\n", "|"));
    assertEquals("h2c", parser.upgrade());
    assertEquals("AA", parser.http2Settings());
    assertEquals("100-continue", parser.expect());
    assertTrue(parser.keepsAlive());
  }

  @Test
  void persistence() {
    assertFalse(head(GET + "connection: Close\r\n\r\n").keepsAlive());
    assertFalse(head(GET + "connection: keep-alive\r\nconnection: close\r\n\r\n").keepsAlive());
    String old = "GET /a HTTP/1.0\r\n";
    assertFalse(head(old + "\r\n").keepsAlive());
    assertTrue(head(old + "connection: Keep-Alive\r\n\r\n").keepsAlive());
    assertNull(head(old + "connection: upgrade\r\nupgrade: websocket\r\n\r\n").upgrade());
    assertNull(head(old + "expect: 100-continue\r\n\r\n").expect());
  }

  @Test
  void namesThatWereSeenCostNothing() {
    String request = GET + "user-agent: u\r\nx-never-heard-of: v\r\n\r\n";
    RequestParser first = head(request);
    RequestParser second = head(request);
    for (int i = 0; i < first.headers().size(); i++) {
      assertSame(first.headers().name(i), second.headers().name(i));
    }
  }
}
