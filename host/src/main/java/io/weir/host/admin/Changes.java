package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.weir.host.config.ConfigEdit;
import io.weir.host.config.ConfigService;
import io.weir.host.config.LiveConfig;
import jakarta.inject.Singleton;

/** Makes a change for a client and tells it which generation has it. */
@Singleton
final class Changes {
  private final ConfigService service;

  Changes(ConfigService service) {
    this.service = service;
  }

  /** Blocks until the change is live on all workers. */
  HttpResponse<ObjectNode> make(ConfigEdit edit, HttpRequest<?> request) {
    LiveConfig live =
        service.change(edit, EntityTags.ifMatch(request.getHeaders().getAll(HttpHeaders.IF_MATCH)));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("generation", live.generation()).put("etag", live.etag());
    return HttpResponse.ok(body).header(HttpHeaders.ETAG, live.etag());
  }
}
