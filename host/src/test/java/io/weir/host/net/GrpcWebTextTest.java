package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class GrpcWebTextTest {
  private static final String TEXT = "what a browser sends, \u00e4 and all";

  private static String decode(GrpcWebText text, String piece, boolean end) {
    ByteBuf out = text.decode(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1), end);
    try {
      return out.toString(StandardCharsets.ISO_8859_1);
    } finally {
      out.release();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void piecesOfAnyLength() {
    for (int length = 0; length < TEXT.length(); length++) {
      String whole = TEXT.substring(0, length);
      String encoded = base64(whole);
      for (int step = 1; step < 7; step++) {
        GrpcWebText text = new GrpcWebText();
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < encoded.length(); at += step) {
          String piece = encoded.substring(at, Math.min(encoded.length(), at + step));
          decoded.append(decode(text, piece, at + step >= encoded.length()));
        }
        assertEquals(whole, decoded.toString());
      }
    }
  }

  @Test
  void paddingWithin() {
    assertEquals(
        "abcdef", decode(new GrpcWebText(), base64("a") + base64("bc") + base64("def"), true));
  }

  @Test
  void whatIsNoBase64IsRefused() {
    for (String bad :
        new String[] {"YQ", "YQ=", "Y===", "=YQ=", "YQ=b", "Y Q=", "YQ-_", "\u00ff"}) {
      assertThrows(IllegalArgumentException.class, () -> decode(new GrpcWebText(), bad, true), bad);
    }
  }
}
