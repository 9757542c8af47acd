package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.config.RetentionRule;
import io.weir.registry.plugin.SemanticVersion;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.Repository;
import io.weir.registry.store.Tag;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tags and manifests of a repository a rule lets go at some instant. Looks, deletes nothing.
 */
final class RetentionPlan {
  /** The tags of signatures and the like: {@code sha256-<hex>}, {@code sha256-<hex>.sig}. */
  private static final Pattern ATTACHED = Pattern.compile("(sha256-[0-9a-f]{64})(\\.[a-z0-9]+)?");

  private final RetentionRule rule;
  private final Instant now;
  private final List<Pattern> kept;

  RetentionPlan(RetentionRule rule, Instant now) {
    this.rule = rule;
    this.now = now;
    this.kept = rule.keepTags().stream().map(RetentionPlan::pattern).toList();
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /** The tags that go. What they name goes later, as an untagged manifest. */
  List<Tag> tags(Repository repository) {
    if (rule.keepNewest() == null && rule.keepFor() == null) {
      return List.of();
    }
    List<Tag> going = new ArrayList<>();
    List<Tag> ranked = new ArrayList<>();
    for (Tag each : repository.tags().values()) {
      Digest subject = subject(each.name());
      if (subject != null) {
        if (repository.manifest(subject) == null) {
          going.add(each);
        }
      } else if (!isKept(each)) {
        ranked.add(each);
      }
    }
    going.addAll(beyondNewest(ranked));
    going.removeIf(this::isYoung);
    return going;
  }

  private boolean isKept(Tag tag) {
    return kept.stream().anyMatch(each -> each.matcher(tag.name()).matches());
  }

  private boolean isYoung(Tag tag) {
    return rule.keepFor() != null && tag.moved().plus(rule.keepFor()).isAfter(now);
  }

  private List<Tag> beyondNewest(List<Tag> tags) {
    Integer most = rule.keepNewest();
    if (most == null) {
      return tags;
    }
    if (rule.order() == RetentionRule.Order.PUSHED) {
      return tags.stream()
          .sorted(Comparator.comparing(Tag::moved).reversed().thenComparing(Tag::name))
          .skip(most)
          .toList();
    }
    Stream<Tag> versions =
        tags.stream()
            .filter(each -> version(each) != null)
            .sorted(Comparator.comparing(RetentionPlan::version).reversed())
            .skip(most);
    Stream<Tag> others =
        rule.keepFor() == null ? Stream.of() : tags.stream().filter(each -> version(each) == null);
    return Stream.concat(versions, others).toList();
  }

  private static @Nullable SemanticVersion version(Tag tag) {
    return SemanticVersion.parse(tag.name());
  }

  private static @Nullable Digest subject(String tag) {
    var matcher = ATTACHED.matcher(tag);
    return matcher.matches() ? Digest.parse(matcher.group(1).replace('-', ':')) : null;
  }

  /**
   * The untagged manifests that go: old enough, and neither below an index nor attached to anything
   * that stays.
   */
  Collection<ManifestState> manifests(Repository repository) {
    if (rule.untaggedAfter() == null) {
      return List.of();
    }
    Instant limit = now.minus(rule.untaggedAfter());
    Set<Digest> tagged =
        repository.tags().values().stream().map(Tag::digest).collect(Collectors.toSet());
    Deque<ManifestState> staying = new ArrayDeque<>();
    for (ManifestState each : repository.manifests()) {
      if (tagged.contains(each.digest()) || isRoot(repository, each, limit)) {
        staying.add(each);
      }
    }
    Set<Digest> reached = reach(repository, staying);
    return repository.manifests().stream()
        .filter(each -> !reached.contains(each.digest()))
        .toList();
  }

  /** Too young to go. Referrers whose subject is not there are the collector's. */
  private static boolean isRoot(Repository repository, ManifestState manifest, Instant limit) {
    boolean orphan = manifest.subject() != null && repository.manifest(manifest.subject()) == null;
    return orphan || manifest.pushed().isAfter(limit);
  }

  private static Set<Digest> reach(Repository repository, Deque<ManifestState> from) {
    Set<Digest> reached = new HashSet<>();
    while (!from.isEmpty()) {
      ManifestState manifest = from.remove();
      if (!reached.add(manifest.digest())) {
        continue;
      }
      for (Digest each : manifest.content()) {
        ManifestState child = repository.manifest(each);
        if (child != null) {
          from.add(child);
        }
      }
      from.addAll(repository.referrers(manifest.digest()));
    }
    return reached;
  }
}
