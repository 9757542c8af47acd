package io.weir.bench.smuggling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictRequestTest {
  @Test
  void readsOneAfterTheOther() throws Exception {
    byte[] bytes =
        ("POST /a HTTP/1.1\r\nHost: b\r\nContent-Length: 2\r\n\r\nxyPOST /c HTTP/1.1\r\nHost: b\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n0\r\nX-T: 1\r\n\r\n")
            .getBytes(ISO_8859_1);
    StrictRequest first = assertNotNullOf(StrictRequest.read(bytes, 0));
    assertEquals("/a", first.target());
    StrictRequest second = assertNotNullOf(StrictRequest.read(bytes, first.end()));
    assertEquals("/c", second.target());
    assertEquals(bytes.length, second.end());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /a HTTP/1.1\r\nHost: b\r\n",
        "POST /a HTTP/1.1\r\nHost: b\r\nContent-Length: 3\r\n\r\nxy",
        "POST /a HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n0\r\n",
      })
  void waitsForTheRest(String text) throws Exception {
    assertNull(StrictRequest.read(text.getBytes(ISO_8859_1), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.0\r\nHost: b\r\n\r\n",
        "GET  /a HTTP/1.1\r\nHost: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: b\r\nHost: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: b\r\nX: a\nb\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: b\r\nX : a\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: b\r\nContent-Length: +1\r\n\r\nx",
        "GET /a HTTP/1.1\r\nHost: b\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n0;a=b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nHost: c\r\n\r\n",
      })
  void findsFaults(String text) {
    assertThrows(
        StrictRequest.FaultException.class, () -> StrictRequest.read(text.getBytes(ISO_8859_1), 0));
  }

  private static StrictRequest assertNotNullOf(@Nullable StrictRequest r) {
    assertNotNull(r);
    return r;
  }
}
