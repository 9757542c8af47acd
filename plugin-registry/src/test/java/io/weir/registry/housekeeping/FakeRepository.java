package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StoredContent;
import io.weir.registry.store.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A repository whose things are as old as a test wants. */
final class FakeRepository implements Repository {
  private final Instant now;
  private final NavigableMap<String, Tag> tags = new TreeMap<>();
  private final List<ManifestState> manifests = new ArrayList<>();

  FakeRepository(Instant now) {
    this.now = now;
  }

  static Digest digest(String name) {
    return Digest.sha256(Stores.bytes(name));
  }

  FakeRepository tag(String tag, String manifest, Duration age) {
    tags.put(tag, new Tag(tag, digest(manifest), now.minus(age)));
    return this;
  }

  FakeRepository manifest(String name, Duration age, @Nullable String subject, String... children) {
    manifests.add(
        new ManifestState(
            digest(name),
            "application/vnd.oci.image.manifest.v1+json",
            1,
            subject == null ? null : digest(subject),
            null,
            Map.of("name", name),
            java.util.Arrays.stream(children).map(FakeRepository::digest).toList(),
            now.minus(age),
            Map.of()));
    return this;
  }

  @Override
  public String name() {
    return "plugins/demo";
  }

  @Override
  public NavigableMap<String, Tag> tags() {
    return tags;
  }

  @Override
  public @Nullable ManifestState manifest(Digest digest) {
    return manifests.stream().filter(each -> each.digest().equals(digest)).findAny().orElse(null);
  }

  @Override
  public Collection<ManifestState> manifests() {
    return manifests;
  }

  @Override
  public boolean hasBlob(Digest digest) {
    return false;
  }

  @Override
  public Collection<StoredContent> blobs() {
    return List.of();
  }

  @Override
  public List<ManifestState> referrers(Digest subject) {
    return manifests.stream().filter(each -> subject.equals(each.subject())).toList();
  }
}
