package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.housekeeping.Waiting.Candidate;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StoreChange;
import io.weir.registry.store.StoreCleaner;
import io.weir.registry.store.StoreListener;
import io.weir.registry.store.StoredContent;
import io.weir.registry.store.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Collects what nobody needs while the registry serves: referrers whose subject is gone, blobs of a
 * repository that no manifest of it names, content that no repository has. Each must have been so
 * for all of a time of grace; whatever is pushed, mounted or asked for meanwhile begins anew. Must
 * be told of changes. One run at a time.
 */
final class Collector implements StoreListener {
  private final RegistryStore store;
  private final StoreCleaner cleaner;
  private final Waiting waiting;

  Collector(RegistryStore store, LongSupplier nanoTime) {
    this.store = store;
    this.cleaner = store.cleaner();
    this.waiting = new Waiting(nanoTime);
  }

  @Override
  public void changed(StoreChange change) {
    switch (change) {
      case StoreChange.BlobLinked linked -> waiting.reset(linked.repository(), linked.digest());
      case StoreChange.ManifestPut put -> reset(put.repository(), put.manifest());
      case StoreChange.TagMoved moved -> waiting.reset(moved.repository(), moved.to());
      default -> {}
    }
  }

  private void reset(String name, ManifestState manifest) {
    waiting.reset(name, manifest.digest());
    manifest.content().forEach(each -> waiting.reset(name, each));
    Repository repository = store.repository(name);
    if (repository != null) {
      repository.referrers(manifest.digest()).forEach(each -> waiting.reset(name, each.digest()));
    }
  }

  @Override
  public void used(String repository, Digest blob) {
    waiting.reset(repository, blob);
  }

  /**
   * Runs once.
   *
   * @param graceNanos for how long a thing must have been needless
   */
  Cleaning run(long graceNanos, boolean dryRun) throws IOException {
    Cleaning.Builder report = new Cleaning.Builder(dryRun);
    Set<Candidate> seen = new HashSet<>();
    for (String name : cleaner.repositories()) {
      Repository repository = store.repository(name);
      if (repository != null) {
        collectReferrers(repository, graceNanos, report, seen);
        collectBlobs(repository, graceNanos, report, seen);
      }
    }
    collectContent(graceNanos, report, seen);
    waiting.keepOnly(seen);
    return report.build();
  }

  private void collectReferrers(
      Repository repository, long graceNanos, Cleaning.Builder report, Set<Candidate> seen)
      throws IOException {
    String name = repository.name();
    List<ManifestState> due = new ArrayList<>();
    for (ManifestState each : orphans(repository)) {
      if (isDue(Waiting.of(name, each.digest()), graceNanos, report, seen)) {
        due.add(each);
      }
    }
    if (!report.dryRun() && !due.isEmpty()) {
      due =
          cleaner.deleteUntagged(
              name,
              now ->
                  orphans(now).stream()
                      .filter(each -> waiting.isDue(name, each.digest(), graceNanos))
                      .toList());
    }
    for (ManifestState each : due) {
      String reason = "its subject " + each.subject() + " is gone";
      report.add(new Cleaning.Item(name, each.digest().toString(), each.size(), reason));
    }
  }

  /** Referrers without their subject, which neither a tag nor another manifest names. */
  private static Collection<ManifestState> orphans(Repository repository) {
    List<ManifestState> orphans =
        repository.manifests().stream()
            .filter(each -> each.subject() != null && repository.manifest(each.subject()) == null)
            .toList();
    if (orphans.isEmpty()) {
      return orphans;
    }
    Set<Digest> named =
        repository.tags().values().stream().map(Tag::digest).collect(Collectors.toSet());
    repository.manifests().forEach(each -> named.addAll(each.content()));
    return orphans.stream().filter(each -> !named.contains(each.digest())).toList();
  }

  private void collectBlobs(
      Repository repository, long graceNanos, Cleaning.Builder report, Set<Candidate> seen)
      throws IOException {
    String name = repository.name();
    List<StoredContent> due = new ArrayList<>();
    for (StoredContent each : StoreCleaner.unreferenced(repository)) {
      if (isDue(Waiting.of(name, each.digest()), graceNanos, report, seen)) {
        due.add(each);
      }
    }
    if (!report.dryRun() && !due.isEmpty()) {
      due = cleaner.unlinkUnreferenced(name, digest -> waiting.isDue(name, digest, graceNanos));
    }
    for (StoredContent each : due) {
      String reason = "no manifest of the repository names it";
      report.add(new Cleaning.Item(name, each.digest().toString(), each.size(), reason));
    }
  }

  private void collectContent(long graceNanos, Cleaning.Builder report, Set<Candidate> seen)
      throws IOException {
    List<StoredContent> due = new ArrayList<>();
    cleaner.forEachContent(
        each -> {
          Candidate candidate = new Candidate(null, each.digest());
          if (!store.isLinked(each.digest()) && isDue(candidate, graceNanos, report, seen)) {
            due.add(each);
          }
        });
    for (StoredContent each : due) {
      if (report.dryRun() || cleaner.deleteUnlinked(each.digest())) {
        report.add(
            new Cleaning.Item("", each.digest().toString(), each.size(), "no repository has it"));
      }
    }
  }

  private boolean isDue(
      Candidate candidate, long graceNanos, Cleaning.Builder report, Set<Candidate> seen) {
    seen.add(candidate);
    waiting.begin(candidate);
    boolean due = waiting.isDue(candidate.repository(), candidate.name(), graceNanos);
    if (!due) {
      report.addWaiting();
    }
    return due;
  }
}
