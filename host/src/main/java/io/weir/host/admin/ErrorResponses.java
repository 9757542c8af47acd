package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** Gives the errors that the framework finds (no such path, too large a body) the form of ours. */
@Singleton
final class ErrorResponses implements ErrorResponseProcessor<ObjectNode> {
  @Override
  public MutableHttpResponse<ObjectNode> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpStatus status = HttpStatus.valueOf(response.code());
    ObjectNode body = ProblemResponses.body(status, detail(status, context), List.of());
    return response.contentType(ProblemResponses.TYPE).body(body);
  }

  private static String detail(HttpStatus status, ErrorContext context) {
    if (status.getCode() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
      return "a fault in the gateway: its log says more";
    }
    return context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
  }
}
