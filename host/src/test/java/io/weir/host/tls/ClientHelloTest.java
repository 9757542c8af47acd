package io.weir.host.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {
  /**
   * @param extensions in hexadecimal
   */
  private static ByteBuf hello(String extensions) {
    ByteBuf hello = Unpooled.buffer().writeShort(0x0303).writeZero(32).writeByte(0);
    hello.writeShort(2).writeShort(0x1301).writeByte(1).writeByte(0);
    byte[] bytes = HexFormat.of().parseHex(extensions);
    return hello.writeShort(bytes.length).writeBytes(bytes);
  }

  private static String serverName(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    String hex = HexFormat.of().formatHex(text);
    return "0000%04x%04x00%04x%s".formatted(text.length + 5, text.length + 3, text.length, hex);
  }

  @Test
  void readsNameAndSignatures() {
    ByteBuf in = hello("000a00020000" + serverName("Shop.Example.com.") + "000d0006000404030804");
    assertEquals(new ClientHello("shop.example.com", true), ClientHello.parse(in));
    assertEquals(0, in.readerIndex());
    assertEquals(new ClientHello("", false), ClientHello.parse(hello("000d0006000404010804")));
    assertEquals(ClientHello.UNKNOWN, ClientHello.parse(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a\0b", "ä.test", "."})
  void refusesNamesThatAreNone(String name) {
    ByteBuf in = hello(serverName(name));
    assertThrows(IllegalArgumentException.class, () -> ClientHello.parse(in));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000", // cut short
        "000000ff00", // longer than there is
        "00000004000200ff", // a list that is not as long as it says
        "000d0003000204", // half a scheme
      })
  void refusesLengthsThatDoNotAddUp(String extensions) {
    ByteBuf in = hello(extensions);
    assertThrows(IllegalArgumentException.class, () -> ClientHello.parse(in));
  }

  @Test
  void refusesTwoNames() {
    ByteBuf in = hello(serverName("a.test") + serverName("b.test"));
    assertThrows(IllegalArgumentException.class, () -> ClientHello.parse(in));
  }

  /** Whatever is cut off, the parser ends with a refusal. */
  @Test
  void refusesWhateverIsCutOff() {
    ByteBuf whole = hello(serverName("a.test"));
    for (int i = 0; i < whole.readableBytes(); i++) {
      ByteBuf part = whole.slice(0, i);
      if (i != 41) { // without extensions, which TLS 1.2 allows
        assertThrows(IllegalArgumentException.class, () -> ClientHello.parse(part), "" + i);
      }
    }
  }
}
