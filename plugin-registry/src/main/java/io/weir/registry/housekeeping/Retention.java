package io.weir.registry.housekeeping;

import io.weir.registry.config.RepositoryGlob;
import io.weir.registry.config.RetentionRule;
import io.weir.registry.housekeeping.Waiting.Candidate;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StoreCleaner;
import io.weir.registry.store.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what rules let go, once they have let it go for all of a time of grace. One run at a
 * time.
 */
final class Retention {
  private final RegistryStore store;
  private final StoreCleaner cleaner;
  private final List<RetentionRule> rules;
  private final Supplier<Instant> now;
  private final Waiting waiting;

  /**
   * @param now the wall clock's time, which must not be ahead
   */
  Retention(
      RegistryStore store,
      List<RetentionRule> rules,
      Supplier<Instant> now,
      LongSupplier nanoTime) {
    this.store = store;
    this.cleaner = store.cleaner();
    this.rules = rules;
    this.now = now;
    this.waiting = new Waiting(nanoTime);
  }

  /**
   * Runs once.
   *
   * @param graceNanos for how long a rule must have let a thing go
   */
  Cleaning run(long graceNanos, boolean dryRun) throws IOException {
    Cleaning.Builder report = new Cleaning.Builder(dryRun);
    Set<Candidate> seen = new HashSet<>();
    for (String name : store.repositories()) {
      Repository repository = store.repository(name);
      RetentionRule rule = rule(name);
      if (repository != null && rule != null) {
        RetentionPlan plan = new RetentionPlan(rule, now.get());
        dropTags(repository, plan, graceNanos, report, seen);
        dropManifests(repository, plan, graceNanos, report, seen);
      }
    }
    waiting.keepOnly(seen);
    return report.build();
  }

  private @Nullable RetentionRule rule(String repository) {
    for (RetentionRule each : rules) {
      if (RepositoryGlob.any(each.repositories(), repository)) {
        return each;
      }
    }
    return null;
  }

  private void dropTags(
      Repository repository,
      RetentionPlan plan,
      long graceNanos,
      Cleaning.Builder report,
      Set<Candidate> seen)
      throws IOException {
    for (Tag each : plan.tags(repository)) {
      Candidate candidate = new Candidate(repository.name(), each); // moved, it is another
      if (isDue(candidate, graceNanos, report, seen)
          && (report.dryRun() || cleaner.deleteTag(repository.name(), each.name(), each::equals))) {
        report.add(
            new Cleaning.Item(
                repository.name(), each.name(), 0, "tag, set " + each.moved() + ", is not kept"));
      }
    }
  }

  private void dropManifests(
      Repository repository,
      RetentionPlan plan,
      long graceNanos,
      Cleaning.Builder report,
      Set<Candidate> seen)
      throws IOException {
    String name = repository.name();
    List<ManifestState> due = new ArrayList<>();
    for (ManifestState each : plan.manifests(repository)) {
      if (isDue(Waiting.of(name, each.digest()), graceNanos, report, seen)) {
        due.add(each);
      }
    }
    if (!report.dryRun() && !due.isEmpty()) {
      due =
          cleaner.deleteUntagged(
              name,
              current ->
                  plan.manifests(current).stream()
                      .filter(each -> waiting.isDue(name, each.digest(), graceNanos))
                      .toList());
    }
    for (ManifestState each : due) {
      String reason = "untagged, pushed " + each.pushed();
      report.add(new Cleaning.Item(name, each.digest().toString(), each.size(), reason));
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
