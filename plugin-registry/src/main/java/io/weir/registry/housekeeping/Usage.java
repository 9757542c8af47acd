package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.config.QuotaConfig;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StoreChange;
import io.weir.registry.store.StoredContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much one namespace holds, and is about to. Thread-safe. */
final class Usage {
  private final QuotaConfig quota;
  private final Map<Reservation, Long> reserved = new HashMap<>();

  /** How many blobs and manifests each repository has, so as to know which there are. */
  private final Map<String, Integer> contents = new HashMap<>();

  private long bytes;
  private long tags;

  /** A digest or a tag that is about to come. */
  private record Reservation(String repository, Object name) {}

  Usage(QuotaConfig quota) {
    this.quota = quota;
  }

  QuotaConfig quota() {
    return quota;
  }

  private boolean covers(String repository) {
    String namespace = quota.namespace();
    return namespace.isEmpty()
        || repository.equals(namespace)
        || repository.startsWith(namespace + "/");
  }

  /** Counts a repository that is there. */
  synchronized void count(Repository repository) {
    if (!covers(repository.name())) {
      return;
    }
    for (StoredContent each : repository.blobs()) {
      addContent(repository.name(), each.size());
    }
    for (ManifestState each : repository.manifests()) {
      addContent(repository.name(), each.size());
    }
    tags += repository.tags().size();
  }

  /**
   * Counts content before it comes.
   *
   * @throws RegistryFault DENIED with the figures when it is too much
   */
  synchronized void reserveContent(String repository, Digest digest, long size) {
    Reservation reservation = new Reservation(repository, digest);
    if (!covers(repository) || reserved.containsKey(reservation)) {
      return;
    }
    if (quota.bytes() != null && size > quota.bytes().bytes() - bytes) {
      throw denied("bytes", bytes, quota.bytes().bytes(), size);
    }
    if (quota.repositories() != null
        && !contents.containsKey(repository)
        && contents.size() >= quota.repositories()) {
      throw denied("repositories", contents.size(), quota.repositories(), 1);
    }
    reserved.put(reservation, size);
    addContent(repository, size);
  }

  /**
   * Counts a tag before it comes.
   *
   * @throws RegistryFault DENIED with the figures when it is one too many
   */
  synchronized void reserveTag(String repository, String tag) {
    Reservation reservation = new Reservation(repository, tag);
    if (!covers(repository) || reserved.containsKey(reservation)) {
      return;
    }
    if (quota.tags() != null && tags >= quota.tags()) {
      throw denied("tags", tags, quota.tags(), 1);
    }
    reserved.put(reservation, 0L);
    tags++;
  }

  private RegistryFault denied(String what, long used, long most, long more) {
    return new RegistryFault(
        ErrorCode.DENIED,
        "quota of %s: %d of %d %s are used, and this needs %d more (delete some, or ask the registry's owner for a larger quota)"
            .formatted(
                quota.namespace().isEmpty() ? "the registry" : quota.namespace(),
                used,
                most,
                what,
                more));
  }

  /** Takes back what was counted and did not come. */
  synchronized void release(String repository, Digest digest, List<String> names) {
    Long size = reserved.remove(new Reservation(repository, digest));
    if (size != null) {
      removeContent(repository, size);
    }
    for (String each : names) {
      if (reserved.remove(new Reservation(repository, each)) != null) {
        tags--;
      }
    }
  }

  /** Counts what came or went. */
  synchronized void apply(StoreChange change) {
    String name = change.repository();
    if (!covers(name)) {
      return;
    }
    switch (change) {
      case StoreChange.BlobLinked linked -> {
        if (reserved.remove(new Reservation(name, linked.digest())) == null) {
          addContent(name, linked.size());
        }
      }
      case StoreChange.ManifestPut put ->
          reserved.remove(new Reservation(name, put.manifest().digest()));
      case StoreChange.TagMoved moved -> reserved.remove(new Reservation(name, moved.tag()));
      case StoreChange.BlobUnlinked unlinked -> removeContent(name, unlinked.size());
      case StoreChange.ManifestDeleted deleted -> removeContent(name, deleted.manifest().size());
      case StoreChange.TagDeleted deleted -> tags--;
      case StoreChange.Noted noted -> {}
    }
  }

  private void addContent(String repository, long size) {
    bytes += size;
    contents.merge(repository, 1, Integer::sum);
  }

  private void removeContent(String repository, long size) {
    bytes -= size;
    contents.computeIfPresent(repository, (name, count) -> count == 1 ? null : count - 1);
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long repositories() {
    return contents.size();
  }

  synchronized long tags() {
    return tags;
  }
}
