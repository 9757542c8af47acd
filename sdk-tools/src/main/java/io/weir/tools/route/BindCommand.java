package io.weir.tools.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.tools.admin.AdminClient;
import io.weir.tools.admin.AdminFlags;
import io.weir.tools.artifact.References;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.ToolException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir route bind}. */
@Command(
    name = "bind",
    description = {
      "Binds a plugin to a route.",
      "With --url the plugin itself is added or moved in the same change. Returns when the change",
      "is live on all workers. Of a binding that is there already, what is not given stays."
    },
    footer = {
      "  weir route bind demo key-auth --url oci://127.0.0.1:5000/plugins/key-auth:1.0.0 \\",
      "      --config '{\"consumers\":[{\"name\":\"alice\",\"key\":\"$${env:ALICE_KEY}\"}]}'",
      "  weir route bind demo key-auth --config @key-auth.json",
      "  weir route bind demo key-auth --url 127.0.0.1:5000/plugins/key-auth:1.0.1",
      "  weir route bind demo request-guard --phase AUTHZ --priority 50 --fail-open"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BindCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AdminFlags admin;

  @Parameters(index = "0", paramLabel = "ROUTE", description = "The name of a route.")
  private String route;

  @Parameters(index = "1", paramLabel = "PLUGIN", description = "The name of a plugin.")
  private String plugin;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "Where the plugin is: oci://registry/repository:tag, a .wasm file or its URL.",
        "Adds the plugin, or moves it there for all routes that it is bound to."
      })
  private @Nullable String url;

  @Option(
      names = "--sha256",
      paramLabel = "DIGEST",
      description = "Pins the plugin at --url to this digest; an empty one takes the pin away.")
  private @Nullable String sha256;

  @Option(
      names = "--config",
      paramLabel = "JSON",
      description = "The plugin's configuration on this route; @FILE reads it, YAML too.")
  private @Nullable String config;

  @Option(
      names = "--fail-open",
      negatable = true,
      description = "Whether requests go on without the plugin when it fails.")
  private @Nullable Boolean failOpen;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "When it acts on this route: ${COMPLETION-CANDIDATES}.")
  private @Nullable Phase phase;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Its rank within the phase on this route; higher acts first.")
  private @Nullable Integer priority;

  @Override
  public Integer call() {
    if (sha256 != null && url == null) {
      throw usage("--sha256: pins what --url names, and there is no --url");
    }
    Output output = new Output(spec);
    ObjectNode pluginConfig = config == null ? null : pluginConfig(config);
    Binding binding = new Binding(plugin, pluginConfig, failOpen, phase, priority);
    PluginTarget target = url == null ? null : new PluginTarget(plugin, address(url), sha256);
    RouteEdit edit = new BindEdit(route, binding, target, output);
    try (AdminClient client = admin.open()) {
      RouteEdit.run(client, edit, route, output);
    }
    return 0;
  }

  private ObjectNode pluginConfig(String text) {
    try {
      return ConfigArgument.read(text);
    } catch (ToolException e) {
      throw text.startsWith("@") ? e : usage(e.getMessage() + "; " + e.remedy());
    }
  }

  private String address(String text) {
    try {
      return References.toUrl(text);
    } catch (IllegalArgumentException e) {
      throw usage("--url: " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
