package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.host.config.ConfigEdit;
import io.weir.host.config.ConfigService;
import io.weir.host.config.ConfigWriter;
import io.weir.host.config.LiveConfig;

/** The whole configuration, and several changes as one. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConfigController {
  private final ConfigService service;
  private final Changes changes;

  ConfigController(ConfigService service, Changes changes) {
    this.service = service;
    this.changes = changes;
  }

  @Get("/config")
  HttpResponse<ObjectNode> read() {
    LiveConfig live = service.live();
    return HttpResponse.ok(ConfigWriter.toJson(live.config()))
        .header(HttpHeaders.ETAG, live.etag());
  }

  @Put("/config")
  @Consumes({MediaType.APPLICATION_JSON, Bodies.YAML})
  HttpResponse<ObjectNode> replace(HttpRequest<?> request, @Body byte[] body) {
    ConfigEdit edit = ConfigEdit.replace(Bodies.text(body), Bodies.format(request));
    return changes.make(edit, request);
  }

  @Post("/transactions")
  @Consumes({MediaType.APPLICATION_JSON, Bodies.YAML})
  HttpResponse<ObjectNode> transaction(HttpRequest<?> request, @Body byte[] body) {
    ConfigEdit edit = ConfigEdit.transaction(Bodies.text(body), Bodies.format(request));
    return changes.make(edit, request);
  }
}
