package io.weir.tools.plugin;

import io.weir.tools.cli.Help;
import picocli.CommandLine.Command;

/** {@code weir plugin}. */
@Command(
    name = "plugin",
    description = "Brings plugins to registries and back, and says what they are.",
    subcommands = {
      PushCommand.class,
      PullCommand.class,
      InspectCommand.class,
      ListCommand.class,
      SearchCommand.class,
      DeprecateCommand.class,
      YankCommand.class,
      UnmarkCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      VmsCommand.class
    },
    footer = {
      "  weir plugin push plugins-rs/key-auth 127.0.0.1:5000/plugins/key-auth:1.0.0",
      "  weir plugin inspect 127.0.0.1:5000/plugins/key-auth:1.0.0",
      "  weir plugin ls",
      "  weir plugin vms"
    })
public final class PluginCommand extends Help {}
