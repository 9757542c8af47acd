package io.weir.tools.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.cli.ToolException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * A client of a gateway's admin API. Blocking; one thread. Every failure is a {@link
 * ToolException}.
 */
public final class AdminClient implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final int CONFLICT = 409;
  private static final int STALE = 412;
  private static final int MAX_WAIT_MILLIS = 200;

  private final AdminHttp http;
  private final AdminErrors errors;

  AdminClient(URI base, AdminToken token) {
    this.http = new AdminHttp(base, token);
    this.errors = new AdminErrors(base, token);
  }

  /** The configuration that is live. */
  public LiveDocument config() {
    AdminReply reply = get("/config");
    if (!(reply.body() instanceof ObjectNode config) || reply.etag() == null) {
      throw errors.of(new AdminReply(reply.status(), JsonNodeFactory.instance.objectNode(), null));
    }
    return new LiveDocument(config, reply.etag());
  }

  /** The generation that is live. */
  public long generation() {
    return get("/status").body().path("generation").asLong();
  }

  /** What serves now, as {@code GET /api/v1/status} has it. */
  public JsonNode status() {
    return get("/status").body();
  }

  /**
   * What is under way.
   *
   * @param path from {@code /api/v1} on, with its query
   */
  public JsonNode view(String path) {
    return get(path).body();
  }

  /**
   * Makes a change of several objects as one. When somebody else was first, {@code edit} is asked
   * again with what is live then, a few times.
   *
   * @param edit the objects to put; none when all is well as it is
   * @return the generation that has the change and is live; empty when there was nothing to change
   */
  public OptionalLong change(Function<LiveDocument, List<Change>> edit) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      LiveDocument live = config();
      List<Change> changes = edit.apply(live);
      if (changes.isEmpty()) {
        return OptionalLong.empty();
      }
      AdminReply reply = http.send(transaction(changes, live.etag()));
      if (reply.ok()) {
        return OptionalLong.of(reply.body().path("generation").asLong());
      }
      if (reply.status() != STALE) {
        throw reply.status() == CONFLICT ? conflict(reply) : errors.of(reply);
      }
      pause();
    }
    throw new ToolException(
        "the configuration changed under each of " + ATTEMPTS + " attempts to change it",
        "try again when whoever else changes it has finished");
  }

  private HttpRequest transaction(List<Change> changes, String etag) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    var array = body.putArray("changes");
    changes.forEach(each -> array.add(each.json()));
    return http.request("/transactions")
        .header("Content-Type", "application/json")
        .header("If-Match", etag)
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private ToolException conflict(AdminReply reply) {
    JsonNode config = get("/status").body().path("config");
    return config.path("source").asText("").equals("file")
        ? AdminErrors.owned(config.path("path").asText(""))
        : errors.of(reply);
  }

  private AdminReply get(String path) {
    AdminReply reply = http.send(http.request(path).GET().build());
    if (!reply.ok()) {
      throw errors.of(reply);
    }
    return reply;
  }

  private static void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, MAX_WAIT_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted", "nothing was changed; run it again", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
