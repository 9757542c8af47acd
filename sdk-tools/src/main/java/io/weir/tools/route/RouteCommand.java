package io.weir.tools.route;

import io.weir.tools.cli.Help;
import picocli.CommandLine.Command;

/** {@code weir route}. */
@Command(
    name = "route",
    description = "Lists the routes of a running gateway, and binds plugins to them.",
    subcommands = {ListCommand.class, BindCommand.class, UnbindCommand.class},
    footer = {
      "  weir route ls",
      "  weir route bind demo key-auth --url oci://127.0.0.1:5000/plugins/key-auth:1.0.0 \\",
      "      --config @key-auth.json",
      "  weir route unbind demo key-auth"
    })
public final class RouteCommand extends Help {}
