package io.weir.bench.registry.crash;

import io.weir.registry.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one worker has put into a repository, which others use too: its own tags, manifests and
 * blobs, so that nobody else changes them. Not thread-safe: its worker writes it, and the check
 * reads it when the worker has ended.
 */
final class Ledger {
  final String repository;
  final String prefix;
  final Map<String, Cell<Optional<Digest>>> tags = new LinkedHashMap<>();
  final Map<Digest, Held> manifests = new LinkedHashMap<>();
  final Map<Digest, Cell<Boolean>> blobs = new LinkedHashMap<>();
  final Map<Digest, Cell<Boolean>> mounted = new LinkedHashMap<>();
  final Set<Digest> shared = new LinkedHashSet<>();
  final List<OpenUpload> uploads = new ArrayList<>();

  /** A manifest and whether it is there. */
  record Held(Artifact artifact, Cell<Boolean> there) {}

  /**
   * @param prefix how all of its tags begin
   */
  Ledger(String repository, String prefix) {
    this.repository = repository;
    this.prefix = prefix;
  }

  /** A blob of which a part has been sent. */
  static final class OpenUpload {
    final byte[] content;
    String location;
    int acknowledged;
    int sent;

    OpenUpload(byte[] content, String location) {
      this.content = content;
      this.location = location;
    }
  }

  /** The manifests that are there for certain. */
  List<Artifact> present() {
    return manifests.values().stream()
        .filter(each -> each.there().is(true))
        .map(Held::artifact)
        .toList();
  }

  Cell<Optional<Digest>> tag(String name) {
    return tags.computeIfAbsent(name, any -> new Cell<>(Optional.empty()));
  }

  /** Forgets what is gone for certain, so that the check does not grow with each round. */
  void prune() {
    tags.values().removeIf(cell -> cell.is(Optional.empty()));
    manifests.values().removeIf(held -> held.there().is(false));
    blobs.values().removeIf(cell -> cell.is(false));
    mounted.values().removeIf(cell -> cell.is(false));
  }
}
