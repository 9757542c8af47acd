package io.weir.tools.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RouteTextTest {
  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void matchesReadAsPeopleWriteThem() throws JsonProcessingException {
    JsonNode route =
        json(
            """
            {"matches": [
              {"method": "GET", "path": {"type": "PathPrefix", "value": "/api"}},
              {"path": {"type": "Exact", "value": "/x"},
               "headers": [{"type": "Exact", "name": "tier", "value": "gold"}]},
              {"path": {"type": "RegularExpression", "value": "/v[0-9]+"},
               "headers": [{"type": "RegularExpression", "name": "ua", "value": "cu.*"}]}]}
            """);

    assertEquals("GET /api/* | /x tier=gold | ~/v[0-9]+ ua~cu.*", RouteText.matches(route));
    assertEquals("any", RouteText.matches(json("{}")));
  }

  @Test
  void backendsHaveSharesWhenThereAreSeveral() throws JsonProcessingException {
    assertEquals(
        "a 75%, b 25%",
        RouteText.backends(
            json(
                "{\"backendRefs\":[{\"name\":\"a\",\"weight\":3},{\"name\":\"b\",\"weight\":1}]}")));
    assertEquals(
        "a", RouteText.backends(json("{\"backendRefs\":[{\"name\":\"a\",\"weight\":3}]}")));
    assertEquals(
        "a, b",
        RouteText.backends(
            json(
                "{\"backendRefs\":[{\"name\":\"a\",\"weight\":0},{\"name\":\"b\",\"weight\":0}]}")));
  }
}
