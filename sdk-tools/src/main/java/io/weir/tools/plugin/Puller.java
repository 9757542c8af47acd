package io.weir.tools.plugin;

import io.weir.registry.PluginArtifact;
import io.weir.registry.PluginPuller;
import io.weir.registry.PullPolicy;
import io.weir.registry.Reference;
import io.weir.tools.artifact.References;
import io.weir.tools.cli.Output;
import java.nio.file.Path;

/** Pulls for a command, by way of a cache that is not the gateway's. */
final class Puller {
  private Puller() {}

  /** What {@code reference} means now, verified. */
  static PluginArtifact pull(RegistryFlags registry, Reference reference, Output output) {
    // the gateway's cache decides what IfNotPresent means to it: a command must not change that
    Path cache = registry.data().path().resolve("cache").resolve("tools");
    return registry.at(
        reference.registry(),
        new StepProgress(output),
        options -> {
          try (PluginPuller puller = new PluginPuller(cache, options)) {
            return puller.pull(References.url(reference), PullPolicy.ALWAYS, null);
          }
        });
  }
}
