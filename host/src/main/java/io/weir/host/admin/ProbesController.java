package io.weir.host.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.weir.host.config.ConfigApplier;

/**
 * What an orchestrator asks, without the token: whether the process lives, and whether it should
 * get traffic. Answers at once, on the event loop, and tells nothing else.
 */
@Controller
@Produces(MediaType.TEXT_PLAIN)
final class ProbesController {
  static final String LIVE = "/live";
  static final String READY = "/ready";

  private final ConfigApplier applier;

  ProbesController(ConfigApplier applier) {
    this.applier = applier;
  }

  @Get(LIVE)
  String live() {
    return "live\n";
  }

  /** 503 before the first configuration is live, while requests are refused, and from a stop on. */
  @Get(READY)
  HttpResponse<String> ready() {
    String missing = missing();
    return missing.isEmpty()
        ? HttpResponse.ok("ready\n")
        : HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body("not ready: " + missing + "\n");
  }

  private String missing() {
    if (applier.isStopping()) {
      return "stopping";
    }
    if (applier.generation() == 0) {
      return "no configuration is live yet";
    }
    return applier.isShedding() ? "overloaded" : "";
  }
}
