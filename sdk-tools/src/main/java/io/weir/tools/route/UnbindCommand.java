package io.weir.tools.route;

import io.weir.tools.admin.AdminClient;
import io.weir.tools.admin.AdminFlags;
import io.weir.tools.cli.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir route unbind}. */
@Command(
    name = "unbind",
    description = {
      "Takes a plugin from a route.",
      "The plugin stays in the configuration, for other routes. Streams that run keep the plugins",
      "that they started with."
    },
    footer = "  weir route unbind demo key-auth")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UnbindCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AdminFlags admin;

  @Parameters(index = "0", paramLabel = "ROUTE", description = "The name of a route.")
  private String route;

  @Parameters(index = "1", paramLabel = "PLUGIN", description = "The name of a plugin.")
  private String plugin;

  @Override
  public Integer call() {
    try (AdminClient client = admin.open()) {
      RouteEdit.run(client, new UnbindEdit(route, plugin), route, new Output(spec));
    }
    return 0;
  }
}
