package io.weir.tools.plugin;

import io.weir.registry.Digest;
import io.weir.registry.PullException.Reason;
import io.weir.registry.Reference;
import io.weir.registry.RegistryException;
import io.weir.registry.Resolver;
import io.weir.registry.plugin.SemanticVersion;
import io.weir.tools.cli.ToolException;

/** Versions that are published stay as they are. */
final class TakenTag {
  private TakenTag() {}

  /**
   * Requires that {@code reference} can name {@code digest}: that it is no version, or not there
   * yet, or names it already.
   *
   * @throws ToolException when another is there
   * @throws RegistryException when the registry cannot say
   */
  static void requireFree(Resolver resolver, Reference reference, Digest digest) {
    if (SemanticVersion.parse(reference.target()) == null) {
      return;
    }
    try {
      Digest there = resolver.resolve(reference).digest();
      if (!there.equals(digest)) {
        throw new ToolException(
            reference + ": is published already, and names " + there,
            "raise the version in spec.yaml and the tag; or --replace, where the registry lets"
                + " versions be replaced");
      }
    } catch (RegistryException e) {
      if (e.reason() != Reason.NOT_FOUND) {
        throw e;
      }
    }
  }
}
