package io.weir.tools.plugin;

import io.weir.registry.Reference;
import io.weir.registry.Tagger;
import java.util.ArrayList;
import java.util.List;

/** Every plugin below a namespace. */
final class NamespaceTags {
  private NamespaceTags() {}

  /**
   * Their references, one for each tag; without the tags of signatures.
   *
   * @param namespace a repository or what comes before a slash of some; empty for all
   */
  static List<Reference> of(Tagger tagger, String registry, String namespace) {
    String plain = namespace.replaceFirst("/+$", "");
    List<Reference> references = new ArrayList<>();
    for (String repository : tagger.repositories(registry)) {
      if (plain.isEmpty() || repository.equals(plain) || repository.startsWith(plain + "/")) {
        Reference any = new Reference(registry, repository, "any", null);
        TagOrder.plugins(tagger.tags(any)).forEach(tag -> references.add(any.withTag(tag)));
      }
    }
    return references;
  }
}
