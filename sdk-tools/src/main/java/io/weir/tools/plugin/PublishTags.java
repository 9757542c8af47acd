package io.weir.tools.plugin;

import io.weir.registry.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The further tags that a published plugin gets. */
final class PublishTags {
  private static final String LATEST = "latest";

  private PublishTags() {}

  /**
   * Those asked for, and {@code latest} when the tag is a release that no other there exceeds.
   *
   * @param existing the repository's tags
   */
  static List<String> of(String tag, List<String> asked, boolean latest, List<String> existing) {
    Set<String> tags = new LinkedHashSet<>(asked);
    if (latest && TagOrder.isRelease(tag) && isNewest(tag, existing)) {
      tags.add(LATEST);
    }
    tags.remove(tag);
    return List.copyOf(tags);
  }

  private static boolean isNewest(String tag, List<String> existing) {
    List<String> releases = new ArrayList<>();
    existing.stream().filter(TagOrder::isRelease).forEach(releases::add);
    releases.add(tag);
    return TagOrder.newest(releases).filter(tag::equals).isPresent();
  }

  /**
   * @throws IllegalArgumentException naming the one that is no tag
   */
  static void require(List<String> tags) {
    for (String each : tags) {
      if (!Reference.isTag(each)) {
        throw new IllegalArgumentException(
            "--tags: " + each + " (expected: letters, digits, . _ -, at most 128)");
      }
    }
  }
}
