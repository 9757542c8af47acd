package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.http.ErrorCode;
import java.util.Locale;

/** An error as the distribution specification has it ("Error codes"). */
final class SpecError {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SpecError() {}

  /** Requires one, with a status of the client's; its code. */
  static ErrorCode of(RawHttp.Answer answer) throws Exception {
    assertTrue(answer.status() >= 400 && answer.status() < 500, () -> "answer: " + answer);
    assertTrue(
        answer.head().toLowerCase(Locale.ROOT).contains("content-type: application/json"),
        answer::head);
    return code(answer.body());
  }

  /** Requires that {@code body} is one; its code. */
  static ErrorCode code(String body) throws Exception {
    JsonNode errors = JSON.readTree(body).path("errors");
    assertEquals(1, errors.size(), body);
    assertFalse(errors.get(0).path("message").asText().isBlank(), body);
    return ErrorCode.valueOf(errors.get(0).path("code").asText());
  }
}
