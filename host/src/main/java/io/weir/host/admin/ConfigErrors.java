package io.weir.host.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.Redactor;
import jakarta.inject.Singleton;
import java.util.List;

/** A configuration that is wrong in itself: 400 with every problem. */
@Singleton
final class ConfigErrors implements ExceptionHandler<ConfigException, HttpResponse<?>> {
  private final Redactor redactor;

  ConfigErrors(Redactor redactor) {
    this.redactor = redactor;
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface has a raw HttpRequest
  public HttpResponse<?> handle(HttpRequest request, ConfigException e) {
    return response(HttpStatus.BAD_REQUEST, "the configuration is wrong", e);
  }

  /** The problems of {@code e}, which may quote what a plugin said, without secrets. */
  HttpResponse<?> response(HttpStatus status, String detail, ConfigException e) {
    List<Problem> problems =
        e.problems().stream()
            .map(
                p ->
                    new Problem(
                        p.path(),
                        p.line(),
                        redactor.redact(p.message()),
                        redactor.redact(p.remedy())))
            .toList();
    return ProblemResponses.of(status, detail, problems);
  }
}
