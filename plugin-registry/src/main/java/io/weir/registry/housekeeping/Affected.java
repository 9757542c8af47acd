package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.Repository;
import io.weir.registry.store.Tag;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What depends on content. */
final class Affected {
  private Affected() {}

  /** The tags of a repository that name the content, or anything above it. */
  static TreeSet<String> tags(Repository repository, Digest content) {
    Set<Digest> above = new HashSet<>();
    above.add(content);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (ManifestState each : repository.manifests()) {
        if (each.content().stream().anyMatch(above::contains)) {
          grew |= above.add(each.digest());
        }
      }
    }
    TreeSet<String> tags = new TreeSet<>();
    for (Tag each : repository.tags().values()) {
      if (above.contains(each.digest())) {
        tags.add(each.name());
      }
    }
    return tags;
  }
}
