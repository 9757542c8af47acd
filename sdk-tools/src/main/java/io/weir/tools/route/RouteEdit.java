package io.weir.tools.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.admin.AdminClient;
import io.weir.tools.admin.Change;
import io.weir.tools.cli.Output;
import java.util.List;
import java.util.OptionalLong;

/** A change around one route. */
@FunctionalInterface
interface RouteEdit {
  /**
   * The objects to put so that the configuration is as wanted; none when it is so already.
   *
   * @param config the whole configuration, not to be changed
   */
  List<Change> changes(ObjectNode config);

  /** Makes the change and prints what {@code route} runs then. */
  static void run(AdminClient client, RouteEdit edit, String route, Output output) {
    OptionalLong made = client.change(live -> edit.changes(live.config()));
    Document document = new Document(client.config().config());
    String chain = Chain.shown(Chain.of(document, document.route(route)));
    long generation = made.orElseGet(client::generation);
    output.result(
        "generation %d is live%s: route %s runs %s"
            .formatted(
                generation,
                made.isPresent() ? "" : ", it had this already",
                route,
                chain.isEmpty() ? "no plugin" : chain));
  }
}
