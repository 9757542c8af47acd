package io.weir.registry.mirror;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Fetcher.Fetched;
import io.weir.registry.Manifest;
import io.weir.registry.Reference;
import io.weir.registry.RegistryException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a remote's manifests into the store when they are asked for. Thread-safe; blocks. */
final class MirroredManifests {
  private static final Logger LOG = LoggerFactory.getLogger(MirroredManifests.class);
  private static final int MAX_REFERRERS = 200;
  private static final Duration BACKOFF = Duration.ofSeconds(10);
  private static final String DOWN = "down";

  private final Remote remote;
  private final RegistryStore store;
  private final Arrivals arrivals;
  private final Recent fresh;
  private final Recent missing;
  private final Recent down;
  private final Coalescer<Boolean> running = new Coalescer<>();

  MirroredManifests(Remote remote, RegistryStore store, Arrivals arrivals) {
    this.remote = remote;
    this.store = store;
    this.arrivals = arrivals;
    this.fresh = new Recent(remote.config().tagTtl());
    this.missing = new Recent(remote.config().missingTtl());
    this.down = new Recent(BACKOFF);
  }

  /**
   * Sees to it that a tag is here as the remote has it.
   *
   * @return false when the remote cannot be asked, and what is here may be stale
   * @throws RegistryFault when there is nothing to serve
   */
  boolean tag(String repository, String tag) throws IOException {
    String name = repository + ":" + tag;
    if (fresh.contains(name) && known(repository, tag) != null) {
      return true;
    }
    return running.run(name, () -> revalidate(repository, tag, name));
  }

  private boolean revalidate(String repository, String tag, String name) throws IOException {
    Digest known = known(repository, tag);
    if (known != null && down.contains(DOWN)) {
      return false;
    }
    requireNotMissing(name);
    Reference there = remote.reference(repository, tag, null);
    try {
      if (known == null || !known.equals(remote.client().resolve(there).digest())) {
        keep(repository, remote.client().fetchManifest(there), List.of(tag));
      }
      fresh.add(name);
      return true;
    } catch (RegistryException e) {
      if (Remote.isMissing(e)) {
        missing.add(name);
        store.deleteTag(repository, tag); // as it was there
      } else if (known != null) {
        tellDown(e);
        return false;
      }
      throw RemoteFault.of(remote, e, ErrorCode.MANIFEST_UNKNOWN);
    }
  }

  /** Sees to it that a manifest is here, whose content its digest names for ever. */
  void digest(String repository, Digest digest) throws IOException {
    if (has(repository, digest)) {
      return;
    }
    String name = repository + "@" + digest;
    running.run(
        name,
        () -> {
          if (!has(repository, digest)) {
            requireNotMissing(name);
            fetch(repository, digest, name);
          }
          return true;
        });
  }

  private void fetch(String repository, Digest digest, String name) throws IOException {
    try {
      Reference there = remote.reference(repository, null, digest);
      keep(repository, remote.client().fetchManifest(there), List.of());
    } catch (RegistryException e) {
      if (Remote.isMissing(e)) {
        missing.add(name);
      }
      throw RemoteFault.of(remote, e, ErrorCode.MANIFEST_UNKNOWN);
    }
  }

  /**
   * Sees to it that what refers to {@code subject} is here.
   *
   * @return false when the remote cannot be asked
   */
  boolean referrers(String repository, Digest subject) throws IOException {
    String name = repository + " referrers " + subject;
    if (fresh.contains(name)) {
      return true;
    }
    return running.run(name, () -> fetchReferrers(repository, subject, name));
  }

  private boolean fetchReferrers(String repository, Digest subject, String name)
      throws IOException {
    if (down.contains(DOWN)) {
      return false;
    }
    try {
      Reference there = remote.reference(repository, null, subject);
      List<Descriptor> all = remote.client().referrers(there, subject);
      for (Descriptor each : all.subList(0, Math.min(MAX_REFERRERS, all.size()))) {
        digest(repository, each.digest());
      }
      fresh.add(name);
      return true;
    } catch (RegistryException e) {
      tellDown(e);
      return false;
    }
  }

  /** The remote's tags; null when it cannot be asked. */
  @Nullable List<String> tags(String repository) {
    if (down.contains(DOWN)) {
      return null;
    }
    try {
      return remote.client().tags(remote.reference(repository, "any", null));
    } catch (RegistryException e) {
      if (Remote.isMissing(e)) {
        throw RemoteFault.of(remote, e, ErrorCode.NAME_UNKNOWN);
      }
      tellDown(e);
      return null;
    }
  }

  private void tellDown(RegistryException e) {
    LOG.warn("mirror of {}: {}", remote.config().registry(), e.getMessage());
    down.add(DOWN);
  }

  private void requireNotMissing(String name) {
    if (missing.contains(name)) {
      throw new RegistryFault(
          ErrorCode.MANIFEST_UNKNOWN,
          name + ": " + remote.config().registry() + " had not got it a moment ago");
    }
  }

  private @Nullable Digest known(String repository, String tag) {
    Repository here = store.repository(repository);
    Tag found = here == null ? null : here.tags().get(tag);
    return found == null ? null : found.digest();
  }

  private boolean has(String repository, Digest digest) {
    Repository here = store.repository(repository);
    return here != null && here.manifest(digest) != null;
  }

  /** Stores a manifest before its content is here: that comes when it is asked for. */
  private void keep(String repository, Fetched fetched, List<String> tags) throws IOException {
    Manifest manifest = fetched.manifest();
    Descriptor subject = manifest.subject();
    store.putManifest(
        repository,
        new NewManifest(
            fetched.descriptor().digest(),
            fetched.descriptor().mediaType(),
            fetched.bytes(),
            subject == null ? null : subject.digest(),
            manifest.effectiveArtifactType(),
            manifest.annotations(),
            content(manifest).map(Descriptor::digest).distinct().toList(),
            List.of()),
        tags);
    arrivals.manifest(repository, fetched.descriptor().digest());
  }

  private static Stream<Descriptor> content(Manifest manifest) {
    return switch (manifest) {
      case Manifest.Image image ->
          Stream.concat(Stream.of(image.config()), image.layers().stream());
      case Manifest.Index index -> index.manifests().stream();
    };
  }
}
