package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.host.stream.HeaderList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2RequestBlockTest {
  /** Whatever the client's was: that is told by x-forwarded-proto. */
  @Test
  void theSchemeIsThatOfTheConnection() {
    HeaderList request = new HeaderList();
    request.add(":method", "GET");
    request.add(":scheme", "https");
    request.add(":path", "/");
    request.add(":authority", "shop");
    assertEquals("https", Http2RequestBlock.of(request, true, true).scheme());
    assertEquals("http", Http2RequestBlock.of(request, true, false).scheme());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GE T", "G\u00c9T"})
  void aMethodIsAToken(String method) {
    HeaderList request = new HeaderList();
    request.add(":method", method);
    request.add(":path", "/");
    request.add(":authority", "shop");
    assertThrows(IllegalArgumentException.class, () -> Http2RequestBlock.of(request, true, false));
  }
}
