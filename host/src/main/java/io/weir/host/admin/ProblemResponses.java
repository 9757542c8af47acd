package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.weir.host.config.ConfigException.Problem;
import java.util.List;

/** Errors in the form of RFC 9457, with the problems of a configuration as {@code errors}. */
final class ProblemResponses {
  static final MediaType TYPE = MediaType.of("application/problem+json");

  private ProblemResponses() {}

  static MutableHttpResponse<ObjectNode> of(HttpStatus status, String detail) {
    return of(status, detail, List.of());
  }

  static MutableHttpResponse<ObjectNode> of(
      HttpStatus status, String detail, List<Problem> problems) {
    MutableHttpResponse<ObjectNode> response = HttpResponse.status(status);
    return response.contentType(TYPE).body(body(status, detail, problems));
  }

  static ObjectNode body(HttpStatus status, String detail, List<Problem> problems) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", status.getReason()).put("status", status.getCode()).put("detail", detail);
    ArrayNode errors = json.putArray("errors");
    for (Problem problem : problems) {
      errors
          .addObject()
          .put("path", problem.path())
          .put("line", problem.line())
          .put("message", problem.message())
          .put("remedy", problem.remedy());
    }
    return json;
  }
}
