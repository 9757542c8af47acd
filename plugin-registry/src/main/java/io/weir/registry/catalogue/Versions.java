package io.weir.registry.catalogue;

import io.weir.registry.Digest;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.Repository;
import io.weir.registry.store.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a plugin as a repository has them now, the highest first.
 *
 * @param all also those that are yanked
 */
record Versions(List<VersionState> all) {
  private static final String ATTACHED_START = "sha";

  /** Signatures, attestations and referrers under tags, as clients keep them. */
  private static final Pattern ATTACHED =
      Pattern.compile("sha(?:256-[0-9a-f]{64}|512-[0-9a-f]{128})(?:\\..+)?");

  static Versions of(Repository repository) {
    Map<Digest, List<String>> tags = new LinkedHashMap<>();
    for (Tag each : repository.tags().values()) {
      if (!isAttached(each.name())) {
        tags.computeIfAbsent(each.digest(), digest -> new ArrayList<>()).add(each.name());
      }
    }
    List<VersionState> versions = new ArrayList<>();
    tags.forEach(
        (digest, names) -> {
          ManifestState manifest = repository.manifest(digest);
          if (manifest != null && manifest.note(PluginFacts.NOTE) != null) {
            versions.add(VersionState.of(manifest, names));
          }
        });
    versions.sort(VersionState.HIGHEST_FIRST);
    return new Versions(List.copyOf(versions));
  }

  private static boolean isAttached(String tag) {
    return tag.startsWith(ATTACHED_START) && ATTACHED.matcher(tag).matches();
  }

  /**
   * The highest release that is not yanked; without one the highest pre-release, else what was
   * pushed last. Null when all are yanked, or there is none.
   */
  @Nullable VersionState latest() {
    VersionState first = null;
    for (VersionState each : all) {
      if (each.yanked()) {
        continue;
      }
      if (each.isRelease()) {
        return each;
      }
      first = first == null ? each : first;
    }
    return first;
  }

  /** The one that a tag or a digest names; null when there is none. */
  @Nullable VersionState find(String target) {
    for (VersionState each : all) {
      if (each.isNamed(target)) {
        return each;
      }
    }
    return null;
  }
}
