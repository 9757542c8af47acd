package io.weir.tools.plugin;

import io.weir.registry.PullException.Reason;
import io.weir.registry.Reference;
import io.weir.registry.RegistryException;
import io.weir.registry.Tagger;
import java.util.List;

/** The tags of a repository that may not be there yet. */
final class ExistingTags {
  private ExistingTags() {}

  static List<String> of(Tagger tagger, Reference reference) {
    try {
      return tagger.tags(reference);
    } catch (RegistryException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}
