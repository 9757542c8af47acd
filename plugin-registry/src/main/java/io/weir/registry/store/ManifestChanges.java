package io.weir.registry.store;

import io.weir.registry.Digest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to change in a repository for a manifest to come or go, if its policies allow it. */
final class ManifestChanges {
  private final RepositoryState state;
  private final List<StorePolicy> policies;
  private final List<StoreChange> changes = new ArrayList<>();

  ManifestChanges(RepositoryState state, List<StorePolicy> policies) {
    this.state = state;
    this.policies = policies;
  }

  /** Nothing where all is so already. */
  List<StoreChange> put(NewManifest manifest, List<String> tags, LinkTable links) {
    requireContent(manifest);
    ManifestState known = state.manifest(manifest.digest());
    if (known == null) {
      policies.forEach(
          each -> each.mayLink(state.name(), manifest.digest(), manifest.bytes().length));
    }
    ManifestState fresh = fresh(manifest, known, links);
    if (!fresh.equals(known)) {
      changes.add(new StoreChange.ManifestPut(state.name(), fresh));
    }
    Set.copyOf(tags).forEach(each -> move(each, manifest.digest()));
    return changes;
  }

  private void requireContent(NewManifest manifest) {
    for (Digest each : manifest.required()) {
      if (!state.holds(each)) {
        throw new RegistryFault(
            ErrorCode.MANIFEST_BLOB_UNKNOWN,
            "no %s in %s (expected: pushed before the manifest)".formatted(each, state.name()));
      }
    }
  }

  private static ManifestState fresh(
      NewManifest manifest, @Nullable ManifestState known, LinkTable links) {
    return new ManifestState(
        links.canonical(manifest.digest()),
        manifest.mediaType(),
        manifest.bytes().length,
        manifest.subject(),
        manifest.artifactType(),
        manifest.annotations(),
        manifest.content().stream().map(links::canonical).toList(),
        known == null ? now() : known.pushed(),
        known == null ? Map.of() : known.notes());
  }

  private void move(String tag, Digest to) {
    Tag known = state.tags().get(tag);
    Digest from = known == null ? null : known.digest();
    if (!to.equals(from)) {
      policies.forEach(each -> each.mayMove(state.name(), tag, from, to));
      changes.add(new StoreChange.TagMoved(state.name(), tag, from, to, now()));
    }
  }

  /** Its tags go first. */
  List<StoreChange> delete(ManifestState manifest) {
    policies.forEach(each -> each.mayDelete(state, manifest));
    for (Tag tag : state.tags().values()) {
      if (tag.digest().equals(manifest.digest())) {
        untag(tag);
      }
    }
    changes.add(new StoreChange.ManifestDeleted(state.name(), manifest));
    return changes;
  }

  List<StoreChange> untag(Tag tag) {
    policies.forEach(each -> each.mayDeleteTag(state.name(), tag.name(), tag.digest()));
    changes.add(new StoreChange.TagDeleted(state.name(), tag.name(), tag.digest()));
    return changes;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
