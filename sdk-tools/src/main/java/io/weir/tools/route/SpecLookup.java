package io.weir.tools.route;

import io.weir.registry.ClientOptions;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.artifact.PublishedSpec;
import io.weir.tools.artifact.References;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.ToolException;
import java.util.Optional;

/** Asks a registry for the phase and priority that a plugin wants. */
final class SpecLookup {
  private SpecLookup() {}

  /**
   * The spec of the plugin at {@code url}, when there is one that can be had from here. The gateway
   * is who pulls the plugin, and its answer is what counts: a failure here is only told.
   */
  static Optional<PluginInfo> find(String url, Output output) {
    if (!url.startsWith("oci://")) {
      return Optional.empty();
    }
    try (RegistryClient client = new RegistryClient(ClientOptions.defaults())) {
      Optional<PluginInfo> info = PublishedSpec.find(client, References.parse(url));
      info.ifPresent(each -> output.step(each.name() + " asks for " + place(each)));
      return info;
    } catch (RegistryException | ToolException e) {
      output.step("its spec.yaml cannot be had from here: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String place(PluginInfo info) {
    String phase = info.phase().isEmpty() ? "no phase" : "phase " + info.phase();
    return info.priority() == null ? phase : phase + ", priority " + info.priority();
  }
}
