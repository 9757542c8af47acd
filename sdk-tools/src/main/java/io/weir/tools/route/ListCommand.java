package io.weir.tools.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.admin.AdminClient;
import io.weir.tools.admin.AdminFlags;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir route ls}. */
@Command(
    name = "ls",
    description = {
      "Lists the routes of a gateway and their plugins.",
      "Plugins are in the order in which a request meets them, [PHASE PRIORITY] behind each."
    },
    footer = {"  weir route ls", "  weir route ls --admin 127.0.0.1:9081 --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AdminFlags admin;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    Document document;
    try (AdminClient client = admin.open()) {
      document = new Document(client.config().config());
    }
    if (json) {
      output.result(json(document));
    } else if (document.routes().isEmpty()) {
      output.step("the gateway has no routes");
    } else {
      print(output, document);
    }
    return 0;
  }

  private static void print(Output output, Document document) {
    Table table = new Table("NAME", "HOSTS", "MATCHES", "BACKENDS", "PLUGINS");
    for (JsonNode route : document.routes()) {
      table.row(
          Document.name(route),
          RouteText.hosts(route),
          RouteText.matches(route),
          RouteText.backends(route),
          Chain.shown(Chain.of(document, route)));
    }
    table.lines().forEach(output::result);
  }

  private static ArrayNode json(Document document) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonNode route : document.routes()) {
      ObjectNode json = array.addObject().put("name", Document.name(route));
      for (String field : new String[] {"hostnames", "matches", "backendRefs"}) {
        json.set(field, route.path(field));
      }
      ArrayNode chains = json.putArray("chains");
      Chain.of(document, route).forEach(each -> write(each, chains.addObject()));
    }
    return array;
  }

  private static void write(Chain chain, ObjectNode json) {
    json.put("listener", chain.listener());
    ArrayNode plugins = json.putArray("plugins");
    for (ChainLink link : chain.links()) {
      plugins
          .addObject()
          .put("name", link.plugin())
          .put("phase", link.phase().name())
          .put("priority", link.priority())
          .put("failStrategy", link.failStrategy())
          .put("boundBy", link.origin());
    }
  }
}
