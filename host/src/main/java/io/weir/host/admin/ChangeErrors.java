package io.weir.host.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.weir.host.config.ConfigChangeException;
import io.weir.host.config.Redactor;
import jakarta.inject.Singleton;

/** A change that was not made, by its reason. */
@Singleton
final class ChangeErrors implements ExceptionHandler<ConfigChangeException, HttpResponse<?>> {
  private final ConfigErrors configErrors;
  private final Redactor redactor;

  ChangeErrors(ConfigErrors configErrors, Redactor redactor) {
    this.configErrors = configErrors;
    this.redactor = redactor;
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface has a raw HttpRequest
  public HttpResponse<?> handle(HttpRequest request, ConfigChangeException e) {
    return switch (e) {
      case ConfigChangeException.ReadOnly readOnly -> problem(HttpStatus.CONFLICT, readOnly);
      case ConfigChangeException.Stale stale -> problem(HttpStatus.PRECONDITION_FAILED, stale);
      case ConfigChangeException.NoSuchObject none -> problem(HttpStatus.NOT_FOUND, none);
      case ConfigChangeException.NotStored lost -> problem(HttpStatus.INTERNAL_SERVER_ERROR, lost);
      case ConfigChangeException.Refused refused ->
          configErrors.response(
              HttpStatus.UNPROCESSABLE_ENTITY,
              "the change was refused; the configuration that was live is live",
              refused.reason());
    };
  }

  private HttpResponse<?> problem(HttpStatus status, ConfigChangeException e) {
    return ProblemResponses.of(status, redactor.redact(String.valueOf(e.getMessage())));
  }
}
