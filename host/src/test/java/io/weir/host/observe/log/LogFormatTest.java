package io.weir.host.observe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  private final FakeRecord record = new FakeRecord();

  private String text(String pattern) {
    return line(LogFormat.text(pattern));
  }

  private String line(LogFormat format) {
    LineBuffer line = new LineBuffer();
    format.write(record, line);
    String text = new String(line.copy(), StandardCharsets.UTF_8);
    assertTrue(text.endsWith("\n"), text);
    return text.substring(0, text.length() - 1);
  }

  @Test
  void operatorsStandWhereTheyAreNamed() {
    record.request.put(":method", "GET");
    record.flags = 1L << 5 | 1L << 14;
    assertEquals(
        "2026-01-31T23:59:59.007Z GET 200 UF,DC 1234567890123 12 12345 shop 100%",
        text(
            "%START_TIME% %REQ(:METHOD)% %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_SENT% %DURATION%"
                + " %DURATION_US% %ROUTE_NAME% 100%%"));
  }

  @Test
  void whatAStreamHasNotIsADash() {
    assertEquals(
        "- - - -", text("%UPSTREAM_HOST% %RESPONSE_DURATION% %RESP(X-A)% %UPSTREAM_CLUSTER%"));
  }

  @Test
  void theSecondHeaderStandsInForTheFirst() {
    record.request.put("b", "second");
    assertEquals("second", text("%REQ(A?B)%"));
    record.request.put("a", "first");
    assertEquals("first fi", text("%REQ(A?B)% %REQ(A):2%"));
  }

  @Test
  void theStatusOfGrpcIsInTheTrailersOrInTheHeaders() {
    assertEquals("-", text("%GRPC_STATUS_NUMBER%"));
    record.response.put("grpc-status", "14");
    assertEquals("14", text("%GRPC_STATUS_NUMBER%"));
    record.trailers.put("grpc-status", "0");
    assertEquals("{\"s\":0}", line(LogFormat.json(Map.of("s", "%GRPC_STATUS_NUMBER%"))));
    record.trailers.put("grpc-status", "no number");
    assertEquals("-", text("%GRPC_STATUS_NUMBER%"));
  }

  @Test
  void addressesOfBothFamiliesAreWritten() {
    assertEquals(
        "192.0.2.7:4711 192.0.2.7",
        text("%DOWNSTREAM_REMOTE_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"));
    assertEquals(
        "198.51.100.1:80 198.51.100.1",
        text("%DOWNSTREAM_DIRECT_REMOTE_ADDRESS% %DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%"));
    record.client = new InetSocketAddress("2001:db8::1", 80);
    assertEquals("[2001:db8:0:0:0:0:0:1]:80", text("%DOWNSTREAM_REMOTE_ADDRESS%"));
  }

  @Test
  void nothingThatAClientSendsLeavesItsLineOrItsQuotes() {
    record.request.put("user-agent", "a\"b\\c\nd\re\u0000f\u001b[31m\u0085\u2028\u007f");
    assertEquals(
        "\"a\\\"b\\\\c\\x0ad\\x0de\\x00f\\x1b[31m\\x85\\u2028\\x7f\"",
        text("\"%REQ(USER-AGENT)%\""));
  }

  @Test
  void jsonKeepsTypesAndEscapes() throws Exception {
    String nasty = "x\"y\\z\n\u0001é\u20ac\ud83d\ude00\ud800";
    record.request.put("user-agent", nasty);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("time", "%START_TIME%");
    fields.put("status", "%RESPONSE_CODE%");
    fields.put("agent", "%REQ(USER-AGENT)%");
    fields.put("upstream", "%UPSTREAM_HOST%");
    fields.put("both \"quoted\"", "%RESPONSE_CODE%/%UPSTREAM_HOST%");
    String line = line(LogFormat.json(fields));
    assertEquals(-1, line.indexOf('\n'));
    JsonNode json = new ObjectMapper().readTree(line);
    assertEquals("2026-01-31T23:59:59.007Z", json.get("time").textValue());
    assertEquals(200, json.get("status").intValue());
    assertEquals(
        nasty.replace('\ud800', '\ufffd').replace("\ud83d\ufffd", "\ud83d\ude00"),
        json.get("agent").textValue());
    assertTrue(json.get("upstream").isNull());
    assertEquals("200/-", json.get("both \"quoted\"").textValue());
  }

  @Test
  void aLineThatIsTooLongSaysSo() {
    record.request.put("a", "x".repeat(LineBuffer.MAX_BYTES));
    LineBuffer line = new LineBuffer();
    LogFormat.text("%REQ(A)%").write(record, line);
    assertTrue(line.isFull());
    assertTrue(line.length() <= LineBuffer.MAX_BYTES + 1);
  }

  @Test
  void aPatternThatIsWrongNamesItsPart() {
    for (String wrong :
        new String[] {
          "%NOPE%", "%REQ%", "%REQ()%", "%PROTOCOL(A)%", "%REQ(A):x%", "%REQ(A?B?C)%"
        }) {
      var refused =
          assertThrows(IllegalArgumentException.class, () -> LogFormat.text("a " + wrong));
      assertTrue(String.valueOf(refused.getMessage()).startsWith(wrong), refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> LogFormat.text("50% of"));
  }
}
