package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderParserTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private static ByteBuf v2(String rest) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(SIGNATURE + rest));
  }

  @Test
  void versionOne() {
    ByteBuf in = text("PROXY TCP6 2001:db8::1 2001:db8::2 65535 0\r\nGET");
    ProxyHeader header = ProxyHeaderParser.parse(in);
    assertEquals(
        new ProxyHeader(
            new InetSocketAddress("2001:db8::1", 65535), new InetSocketAddress("2001:db8::2", 0)),
        header);
    assertEquals("GET", in.toString(StandardCharsets.ISO_8859_1));
    assertEquals(ProxyHeader.LOCAL, ProxyHeaderParser.parse(text("PROXY UNKNOWN\r\n")));
    assertEquals(ProxyHeader.LOCAL, ProxyHeaderParser.parse(text("PROXY UNKNOWN any thing\r\n")));
  }

  @Test
  void waitsForTheWholeLine() {
    String line = "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n";
    for (int i = 0; i < line.length(); i++) {
      ByteBuf in = text(line.substring(0, i));
      assertNull(ProxyHeaderParser.parse(in));
      assertEquals(i, in.readableBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n",
        "PROXY TCP4 192.0.2.1  192.0.2.2 1 2\r\n",
        "PROXY TCP4 192.0.2.01 192.0.2.2 1 2\r\n",
        "PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3\r\n",
        "PROXY TCP4 ::1 ::1 1 2\r\n",
        "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n",
        "PROXY TCP6 :::::: ::1 1 2\r\n",
        "PROXY TCP4 localhost 192.0.2.2 1 2\r\n",
        "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n",
        "PROXY UNKNOWN"
            + " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxxxxxxxxxxx\r\n",
      })
  void refusesWhatIsNoLine(String line) {
    assertThrows(IllegalArgumentException.class, () -> ProxyHeaderParser.parse(text(line)));
  }

  @Test
  void versionTwo() {
    ByteBuf in = v2("2111000f" + "c0000207c6336401" + "126701bb" + "010203" + "47");
    assertEquals(
        new ProxyHeader(
            new InetSocketAddress("192.0.2.7", 4711), new InetSocketAddress("198.51.100.1", 443)),
        ProxyHeaderParser.parse(in));
    assertEquals(1, in.readableBytes());
    assertEquals(ProxyHeader.LOCAL, ProxyHeaderParser.parse(v2("20000000")));
    assertEquals(ProxyHeader.LOCAL, ProxyHeaderParser.parse(v2("20110003010203")));
    assertEquals(ProxyHeader.LOCAL, ProxyHeaderParser.parse(v2("21000000")));
    assertNull(ProxyHeaderParser.parse(v2("2111000cc000")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"11110000", "22110000", "21110004c0000201", "21990000", "2111ffff"})
  void refusesWhatIsNoHeader(String rest) {
    assertThrows(IllegalArgumentException.class, () -> ProxyHeaderParser.parse(v2(rest)));
  }
}
