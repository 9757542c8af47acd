package io.weir.host.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespScannerTest {
  private static final int MAX = 10_000;

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  /** Feeds the text in pieces; gives the values that were found. */
  private static List<String> values(String text, Random random) {
    RespScanner scanner = new RespScanner(MAX);
    ByteBuf in = Unpooled.buffer();
    List<String> found = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int next = Math.min(text.length(), at + 1 + random.nextInt(7));
      in.writeCharSequence(text.substring(at, next), StandardCharsets.ISO_8859_1);
      at = next;
      for (int length = scanner.scan(in); length >= 0; length = scanner.scan(in)) {
        found.add(in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString());
        in.discardReadBytes();
      }
    }
    assertEquals(0, in.readableBytes());
    return found;
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 6 : 8)) {
      case 0 -> "+OK\r\n";
      case 1 -> "-ERR no such thing\r\n";
      case 2 -> ":" + random.nextLong() + "\r\n";
      case 3 -> "$-1\r\n";
      case 4 -> "*-1\r\n";
      case 5 -> {
        String text = "\r\n$5\r\n*x".repeat(random.nextInt(4));
        yield "$" + text.length() + "\r\n" + text + "\r\n";
      }
      default -> {
        int count = random.nextInt(4);
        StringBuilder array = new StringBuilder("*" + count + "\r\n");
        for (int i = 0; i < count; i++) {
          array.append(value(random, depth + 1));
        }
        yield array.toString();
      }
    };
  }

  @Test
  void valuesAreFoundHoweverTheyArrive() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<String> sent = new ArrayList<>();
      for (int i = random.nextInt(10); i >= 0; i--) {
        sent.add(value(random, 0));
      }
      assertEquals(sent, values(String.join("", sent), random), "seed " + seed);
    }
  }

  @Test
  void whatIsNotWholeIsWaitedFor() {
    String whole = "*2\r\n$3\r\nabc\r\n*1\r\n:-12\r\n";
    for (int cut = 0; cut < whole.length(); cut++) {
      assertEquals(-1, new RespScanner(MAX).scan(bytes(whole.substring(0, cut))));
    }
    assertEquals(whole.length(), new RespScanner(MAX).scan(bytes(whole + "+next")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "+OK\n",
        "\n",
        "HTTP/1.1 400 Bad Request\r\n",
        "%1\r\n+a\r\n+b\r\n",
        "$x\r\n",
        "$\r\n",
        "$-\r\n",
        "$-2\r\n",
        "$1 \r\n",
        "$3\r\nabcde",
        ":12a\r\n",
        ":\r\n",
        "*-2\r\n",
        "*1\r\n?\r\n",
        "$99999999999999999999\r\n",
        "$9999999999999999999\r\n",
        "$9223372036854775807\r\n",
        "*9223372036854775807\r\n",
        "$10001\r\n",
        "*2501\r\n",
      })
  void whatIsNoRespOrTooLargeIsRefusedAtOnce(String text) {
    assertThrows(RespException.class, () -> new RespScanner(MAX).scan(bytes(text)));
  }

  @Test
  void aLineWithoutEndIsRefused() {
    RespScanner scanner = new RespScanner(MAX);
    assertEquals(-1, scanner.scan(bytes("+" + "x".repeat(MAX - 1))));
    assertThrows(RespException.class, () -> scanner.scan(bytes("+" + "x".repeat(MAX))));
  }

  @Test
  void theWholeIsLimitedNotOnlyItsParts() {
    String many = "*3\r\n" + ("$4000\r\n" + "x".repeat(4000) + "\r\n").repeat(3);
    assertThrows(RespException.class, () -> new RespScanner(MAX).scan(bytes(many)));
  }

  @Test
  void nestingIsLimited() {
    assertEquals(-1, new RespScanner(MAX).scan(bytes("*1\r\n".repeat(32))));
    String deep = "*1\r\n".repeat(33);
    RespException e =
        assertThrows(RespException.class, () -> new RespScanner(MAX).scan(bytes(deep)));
    assertTrue(String.valueOf(e.getMessage()).contains("deeper than 32"));
  }

  @Test
  void anyBytesEndInALengthAWaitOrARefusal() {
    Random random = new Random(7);
    byte[] alphabet = "+-:$*0123456789\r\n\r\na".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 50_000; i++) {
      byte[] text = new byte[random.nextInt(30)];
      for (int j = 0; j < text.length; j++) {
        text[j] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        int length = new RespScanner(MAX).scan(Unpooled.wrappedBuffer(text));
        assertTrue(length == -1 || (length >= 4 - 1 && length <= text.length));
      } catch (RespException expected) {
        assertTrue(String.valueOf(expected.getMessage()).length() > 5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "PING\r\n",
        "*0\r\n",
        "*-1\r\n",
        "*1\r\n$4\r\nPING",
        "*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n",
        "*1\r\n$4\r\nPING\r\nx",
        "$4\r\nPING\r\n",
      })
  void whatIsNotOneCommandIsRefused(String text) {
    assertEquals(false, RespCommand.isOne(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void aCommandIsOneCommand() {
    byte[] command = RespCommand.of("SET", "k", "");
    assertEquals(
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n",
        new String(command, StandardCharsets.ISO_8859_1));
    assertTrue(RespCommand.isOne(command));
  }
}
