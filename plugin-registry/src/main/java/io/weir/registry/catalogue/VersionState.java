package io.weir.registry.catalogue;

import io.weir.registry.plugin.SemanticVersion;
import io.weir.registry.store.ManifestState;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A manifest of a plugin that tags name.
 *
 * @param version the tag that names it best: the highest semantic version, else the first but
 *     {@code latest}
 * @param semantic that tag as a version; null when it is none
 * @param tags all that name it
 * @param mark null for none
 */
record VersionState(
    String version,
    @Nullable SemanticVersion semantic,
    List<String> tags,
    ManifestState manifest,
    @Nullable Mark mark) {
  private static final String LATEST = "latest";

  /** The highest first; those that are no versions after them, the last pushed first. */
  static final Comparator<VersionState> HIGHEST_FIRST =
      Comparator.comparing(
              VersionState::semantic,
              Comparator.nullsFirst(Comparator.<SemanticVersion>naturalOrder()))
          .thenComparing(each -> each.manifest().pushed())
          .thenComparing(VersionState::version)
          .reversed();

  static VersionState of(ManifestState manifest, List<String> tags) {
    Mark mark = MarkNote.read(manifest.note(MarkNote.KEY));
    List<String> all = List.copyOf(tags);
    if (all.size() == 1) { // as most have it
      String only = all.getFirst();
      return new VersionState(only, SemanticVersion.parse(only), all, manifest, mark);
    }
    SemanticVersion best =
        tags.stream()
            .map(SemanticVersion::parse)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    String name =
        tags.stream()
            .min(
                Comparator.comparing((String tag) -> !isOf(best, tag))
                    .thenComparing(tag -> tag.equals(LATEST))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseGet(() -> manifest.digest().toString());
    return new VersionState(name, best, all, manifest, mark);
  }

  private static boolean isOf(@Nullable SemanticVersion best, String tag) {
    return best != null && best.equals(SemanticVersion.parse(tag));
  }

  boolean yanked() {
    return mark != null && mark.kind() == Mark.Kind.YANKED;
  }

  boolean isRelease() {
    return semantic != null && semantic.isRelease();
  }

  /** Whether {@code target}, a tag or a digest, names it. */
  boolean isNamed(String target) {
    return tags.contains(target) || manifest.digest().toString().equals(target);
  }
}
