package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.tools.admin.AdminClient;
import io.weir.tools.admin.AdminFlags;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir plugin vms}. */
@Command(
    name = "vms",
    description = {
      "Lists what runs in a gateway: each version of a plugin with each of its configurations.",
      "Bindings that have both in common share one VM a worker, however many routes they are on.",
      "EVENTS are those of the version since the gateway's start."
    },
    footer = {"  weir plugin vms", "  weir plugin vms --admin 127.0.0.1:9081 --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VmsCommand implements Callable<Integer> {
  private static final int SHORT_DIGEST = 12;

  @Spec private CommandSpec spec;
  @Mixin private AdminFlags admin;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    JsonNode status;
    try (AdminClient client = admin.open()) {
      status = client.status();
    }
    JsonNode plugins = status.path("plugins");
    if (json) {
      output.result(plugins);
    } else if (plugins.isEmpty()) {
      output.step("no plugin runs: no route, listener or gateway binds one");
    } else {
      table(plugins).lines().forEach(output::result);
      output.step(total(plugins, status.path("workers").asInt()));
    }
    return 0;
  }

  private static Table table(JsonNode plugins) {
    Table table =
        new Table(
            "PLUGIN",
            "VERSION",
            "CONFIG",
            "ENGINE",
            "ISOLATION",
            "STATE",
            "BINDINGS",
            "STREAMS",
            "VMS",
            "SPARES",
            "MEMORY",
            "CALLS",
            "EVENTS");
    for (JsonNode one : plugins) {
      table.row(
          one.path("plugin").asText(),
          digest(one.path("digest").asText()),
          digest(one.path("config").asText()),
          one.path("engine").asText(),
          one.path("isolation").asText(),
          one.path("state").asText(),
          one.path("bindings").asText(),
          one.path("streams").asText(),
          one.path("vms").asText(),
          one.path("spares").asText(),
          Output.size(one.path("memoryBytes").asLong()),
          one.path("calls").asText(),
          events(one.path("events")));
    }
    return table;
  }

  private static String digest(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return hex.substring(0, Math.min(SHORT_DIGEST, hex.length()));
  }

  /** Those that have happened. */
  private static String events(JsonNode events) {
    List<String> shown = new ArrayList<>();
    events
        .properties()
        .forEach(
            event -> {
              if (event.getValue().asLong() > 0) {
                shown.add(event.getKey() + " " + event.getValue().asLong());
              }
            });
    return String.join(", ", shown);
  }

  private static String total(JsonNode plugins, int workers) {
    long vms = 0;
    long bindings = 0;
    long memory = 0;
    for (JsonNode one : plugins) {
      vms += one.path("vms").asLong();
      bindings += one.path("bindings").asLong();
      memory += one.path("memoryBytes").asLong();
    }
    return "%d bindings, %d VMs on %d workers, %s of guest memory"
        .formatted(bindings, vms, workers, Output.size(memory));
  }
}
