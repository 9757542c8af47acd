package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weir.registry.Progress;
import io.weir.registry.RegistryClient;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin ls}. */
@Command(
    name = "ls",
    description = "Lists the plugins of a registry, with their tags and what the newest is.",
    footer = {"  weir plugin ls", "  weir plugin ls registry.example.com --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ListCommand implements Callable<Integer> {
  private static final int SHORT_DIGEST = "sha256:".length() + 12;

  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags flags;

  @Parameters(
      paramLabel = "REGISTRY",
      arity = "0..1",
      defaultValue = "${env:WEIR_REGISTRY_LISTEN:-127.0.0.1:5000}",
      description = "host:port (default: 127.0.0.1:5000; env WEIR_REGISTRY_LISTEN).")
  private String registry;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    String name = registry.startsWith("oci://") ? registry.substring(6) : registry;
    if (name.contains("/")) {
      throw new ParameterException(
          spec.commandLine(), "REGISTRY: " + registry + " (expected: host or host:port)");
    }
    Output output = new Output(spec);
    List<CatalogueEntry> entries =
        flags.at(
            name,
            Progress.NONE,
            options -> {
              try (RegistryClient client = new RegistryClient(options)) {
                return client.repositories(name).stream()
                    .map(each -> CatalogueEntry.read(client, name, each))
                    .toList();
              }
            });
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      entries.forEach(each -> each.write(array.addObject()));
      output.result(array);
    } else {
      print(output, name, entries);
    }
    return 0;
  }

  private static void print(Output output, String registry, List<CatalogueEntry> entries) {
    if (entries.isEmpty()) {
      output.step(
          registry + " is empty; push with: weir plugin push DIR " + registry + "/NAME:TAG");
      return;
    }
    Table table = new Table("REPOSITORY", "TAGS", "NEWEST", "DIGEST", "VERSION", "TITLE");
    for (CatalogueEntry each : entries) {
      String digest = each.digest();
      table.row(
          each.repository(),
          String.join(", ", each.tags()),
          each.newest(),
          digest.substring(0, Math.min(SHORT_DIGEST, digest.length())),
          each.version(),
          each.title());
    }
    table.lines().forEach(output::result);
    entries.stream()
        .filter(each -> !each.problem().isEmpty())
        .forEach(each -> output.step(each.repository() + ": " + each.problem()));
  }
}
