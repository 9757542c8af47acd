package io.weir.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be looked at, each with its table. */
enum View {
  STREAMS {
    @Override
    String path(ViewQuery query) {
      return "/streams" + query.text(true);
    }

    @Override
    Table table(JsonNode items) {
      Table table =
          new Table(
              "AGE",
              "LISTENER",
              "ROUTE",
              "CLIENT",
              "PROTOCOL",
              "REQUEST",
              "STATUS",
              "IN",
              "OUT",
              "UPSTREAM",
              "PLUGINS");
      for (JsonNode one : items) {
        table.row(
            age(one),
            text(one, "listener"),
            text(one, "route"),
            text(one, "client"),
            text(one, "protocol"),
            text(one, "method") + " " + text(one, "authority") + text(one, "path"),
            text(one, "status"),
            Output.size(one.path("requestBytes").asLong()),
            Output.size(one.path("responseBytes").asLong()),
            text(one, "upstream"),
            list(one.path("plugins")));
      }
      return table;
    }
  },

  CONNECTIONS {
    @Override
    String path(ViewQuery query) {
      return "/connections" + query.text(false);
    }

    @Override
    Table table(JsonNode items) {
      Table table = new Table("AGE", "LISTENER", "CLIENT", "PROTOCOL", "TLS", "STREAMS", "WORKER");
      for (JsonNode one : items) {
        table.row(
            age(one),
            text(one, "listener"),
            text(one, "client"),
            text(one, "protocol"),
            text(one, "tls"),
            text(one, "streams"),
            text(one, "worker"));
      }
      return table;
    }
  },

  CLUSTERS {
    @Override
    String path(ViewQuery query) {
      return "/clusters";
    }

    @Override
    Table table(JsonNode items) {
      Table table =
          new Table(
              "UPSTREAM",
              "ENDPOINT",
              "HEALTH",
              "WEIGHT",
              "ACTIVE",
              "CONNECTIONS",
              "REQUESTS",
              "ERRORS",
              "CONNECTS",
              "FAILED",
              "WHY");
      for (JsonNode cluster : items) {
        for (JsonNode one : cluster.path("endpoints")) {
          table.row(
              text(cluster, "name"),
              text(one, "address"),
              text(one, "health").toLowerCase(Locale.ROOT),
              text(one, "weight"),
              text(one, "active"),
              text(one, "connections"),
              text(one, "requests"),
              text(one, "errors"),
              text(one, "connectionsMade"),
              text(one, "connectFailures"),
              text(one, "why"));
        }
      }
      return table;
    }
  },

  CERTIFICATES {
    @Override
    String path(ViewQuery query) {
      return "/certificates";
    }

    @Override
    Table table(JsonNode items) {
      Table table = new Table("LISTENER", "FILE", "NAMES", "NOT AFTER", "STAPLED UNTIL", "PROBLEM");
      for (JsonNode one : items) {
        table.row(
            text(one, "listener"),
            text(one, "file"),
            list(one.path("names")),
            text(one, "notAfter"),
            text(one, "stapledUntil"),
            text(one, "problem"));
      }
      return table;
    }
  };

  private static final int MAX_TEXT = 80;

  /** From {@code /api/v1} on. */
  abstract String path(ViewQuery query);

  abstract Table table(JsonNode items);

  /** What a client sent may have anything in it: a terminal sees printable characters only. */
  private static String text(JsonNode of, String field) {
    JsonNode value = of.path(field);
    String text = value.isNull() ? "" : value.asText().replaceAll("[^\\x20-\\x7e]", "?");
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 3) + "...";
  }

  private static String age(JsonNode of) {
    double seconds = of.path("ageMillis").asLong() / 1_000.0;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private static String list(JsonNode of) {
    List<String> all = new ArrayList<>();
    of.forEach(each -> all.add(each.asText()));
    return String.join(",", all);
  }
}
