package io.weir.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.tools.admin.AdminClient;
import io.weir.tools.admin.AdminFlags;
import io.weir.tools.cli.Output;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir status}. */
@Command(
    name = "status",
    description = {
      "Says what a gateway is doing: alone, what it serves and where; or its streams and",
      "connections under way, its upstreams (clusters) or the certificates that it shows."
    },
    footer = {
      "  weir status",
      "  weir status streams --route shop --min-age 5000",
      "  weir status clusters --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AdminFlags admin;

  @Parameters(
      arity = "0..1",
      paramLabel = "VIEW",
      description = "streams, connections, clusters or certificates.")
  private @Nullable View view;

  @Option(
      names = "--listener",
      paramLabel = "NAME",
      description = "Streams and connections of this listener.")
  private @Nullable String listener;

  @Option(names = "--route", paramLabel = "NAME", description = "Streams of this route.")
  private @Nullable String route;

  @Option(
      names = "--min-age",
      paramLabel = "MS",
      description = "Streams and connections that are so old.")
  private long minAge;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "So many streams or connections at most (default: 100; at most 1000).")
  private int limit = 100;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    View asked = view;
    JsonNode answer;
    try (AdminClient client = admin.open()) {
      answer = asked == null ? client.status() : client.view(asked.path(query()));
    }
    if (json) {
      output.result(answer);
    } else if (asked == null) {
      Overview.print(answer, output);
    } else {
      print(asked, answer, output);
    }
    return 0;
  }

  private ViewQuery query() {
    return new ViewQuery(listener, route, minAge, limit);
  }

  private static void print(View asked, JsonNode answer, Output output) {
    String name = asked.name().toLowerCase(Locale.ROOT);
    JsonNode items = answer.path(name);
    if (items.isEmpty()) {
      output.step("no " + name);
      return;
    }
    asked.table(items).lines().forEach(output::result);
    if (answer.path("truncated").asBoolean()) {
      output.step(
          "%d of %d in all; --limit, --listener, --route and --min-age choose others"
              .formatted(items.size(), answer.path("total").asLong()));
    }
  }
}
