package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.Progress;
import io.weir.registry.RegistryClient;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin search}. */
@Command(
    name = "search",
    description = "Looks for plugins in the catalogue of a Weir registry.",
    footer = {
      "  weir plugin search key",
      "  weir plugin search --category auth --phase AUTHN --registry registry.example.com"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SearchCommand implements Callable<Integer> {
  private static final int WIDEST = 60;

  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags flags;
  @Mixin private CatalogueFlags catalogue;

  @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Words to look for.")
  private @Nullable String text;

  @Option(names = "--category", paramLabel = "NAME", description = "auth, security, ...")
  private @Nullable String category;

  @Option(names = "--language", paramLabel = "NAME", description = "What it is written in.")
  private @Nullable String language;

  @Option(names = "--phase", paramLabel = "PHASE", description = "AUTHN, AUTHZ, STATS, ...")
  private @Nullable String phase;

  @Option(names = "--signer", paramLabel = "NAME", description = "Who signed it.")
  private @Nullable String signer;

  @Option(names = "--capability", paramLabel = "NAME", description = "What it asks to be allowed.")
  private @Nullable String capability;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "relevance, name, updated or downloads.")
  private @Nullable String sort;

  @Option(names = "-n", paramLabel = "COUNT", description = "How many at most (default: 50).")
  private int count = 50;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    String name = catalogue.registry();
    JsonNode found =
        flags.at(
            name,
            Progress.NONE,
            options -> {
              try (RegistryClient client = new RegistryClient(options)) {
                return CatalogueFlags.tree(client.api(name, path(), null, null));
              }
            });
    if (json) {
      output.result(found);
    } else {
      print(output, found);
    }
    return 0;
  }

  private String path() {
    Map<String, @Nullable String> query = new LinkedHashMap<>();
    query.put("q", text);
    query.put("category", category);
    query.put("language", language);
    query.put("phase", phase);
    query.put("signer", signer);
    query.put("capability", capability);
    query.put("sort", sort);
    query.put("n", Integer.toString(count));
    return CatalogueFlags.PATH
        + "?"
        + query.entrySet().stream()
            .filter(each -> each.getValue() != null)
            .map(each -> each.getKey() + "=" + encode(String.valueOf(each.getValue())))
            .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void print(Output output, JsonNode found) {
    JsonNode plugins = found.path("plugins");
    if (plugins.isEmpty()) {
      output.step("nothing found; weir plugin ls lists all");
      return;
    }
    Table table = new Table("REPOSITORY", "VERSION", "CATEGORY", "PHASE", "SIGNATURE", "ABOUT");
    for (JsonNode each : plugins) {
      table.row(
          each.path("repository").asText(),
          each.path("version").asText(),
          each.path("category").asText(),
          each.path("phase").asText(),
          each.path("signature").path("state").asText(),
          about(each));
    }
    table.lines().forEach(output::result);
    long total = found.path("total").asLong();
    if (total > plugins.size()) {
      output.step(plugins.size() + " of " + total + "; more with -n COUNT");
    }
  }

  private static String about(JsonNode plugin) {
    String mark =
        plugin.has("yanked") ? "yanked: " : plugin.has("deprecated") ? "deprecated: " : "";
    String reason =
        plugin.path(plugin.has("yanked") ? "yanked" : "deprecated").path("reason").asText("");
    String text = mark.isEmpty() ? plugin.path("description").asText("") : mark + reason;
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
  }
}
