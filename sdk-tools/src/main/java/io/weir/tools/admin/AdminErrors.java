package io.weir.tools.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.tools.cli.ToolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What an answer that is no success means to the user. */
final class AdminErrors {
  private final URI base;
  private final AdminToken token;

  AdminErrors(URI base, AdminToken token) {
    this.base = base;
    this.token = token;
  }

  ToolException of(AdminReply reply) {
    String detail = reply.body().path("detail").asText("");
    return switch (reply.status()) {
      case 401 ->
          new ToolException(
              "the gateway at " + base + " refuses " + token,
              "give that of the gateway's own data folder: --data DIR, or --token");
      case 403 ->
          new ToolException(
              "the gateway at " + base + " refuses this address: " + detail,
              "name it with --admin as it was started");
      case 400, 422 -> refused(detail, reply.body().path("errors"));
      case 409 -> new ToolException(detail, "edit it where it is");
      default -> unexpected(reply, detail);
    };
  }

  /** A change of a configuration that the file {@code path} has. */
  static ToolException owned(String path) {
    return new ToolException(
        "the gateway serves the file " + path + ", so its routes cannot be changed from here",
        "edit " + path + ", the gateway follows it; or start the gateway without --config");
  }

  private static ToolException refused(String detail, JsonNode errors) {
    List<String> lines = new ArrayList<>();
    for (JsonNode error : errors) {
      String path = error.path("path").asText("");
      String remedy = error.path("remedy").asText("");
      lines.add(
          (path.isEmpty() ? "" : path + ": ")
              + error.path("message").asText("")
              + (remedy.isEmpty() ? "" : "; " + remedy));
    }
    if (lines.isEmpty()) {
      return new ToolException("the gateway refuses: " + detail, "see the gateway's log");
    }
    return new ToolException("the gateway refuses, and nothing has changed:", lines, "", null);
  }

  private ToolException unexpected(AdminReply reply, String detail) {
    if (detail.isEmpty()) {
      return new ToolException(
          "what answers at " + base + " is no admin API of Weir: status " + reply.status(),
          "name it with --admin HOST:PORT");
    }
    return new ToolException(
        "the gateway at " + base + " answered " + reply.status() + ": " + detail,
        "see the gateway's log");
  }
}
