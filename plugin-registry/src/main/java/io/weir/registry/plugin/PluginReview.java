package io.weir.registry.plugin;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.config.PluginsConfig.Validation;
import io.weir.registry.distribution.PushReview;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at plugins that are pushed, tells who pushed them what is wrong, and keeps the verdict.
 * What is no plugin passes as it came.
 */
public final class PluginReview implements PushReview {
  private static final Logger LOG = LoggerFactory.getLogger(PluginReview.class);

  private final RegistryStore store;
  private final Validation validation;
  private final VerdictKeeper keeper;
  private final Semaphore atOnce =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  public PluginReview(RegistryStore store, Validation validation, Clock clock) {
    this.store = store;
    this.validation = validation;
    this.keeper = new VerdictKeeper(store, clock);
  }

  @Override
  public Outcome review(
      String repository, NewManifest manifest, Manifest content, List<String> tags)
      throws IOException {
    if (validation == Validation.OFF || !isWhole(repository, manifest)) {
      return Outcome.SILENT;
    }
    return switch (content) {
      case Manifest.Image image -> image(repository, manifest, image, tags);
      case Manifest.Index index -> index(repository, manifest, index, tags);
    };
  }

  /**
   * Whether all that it names is there. Else it is refused later, or taken as it is and looked at
   * when it is pushed again.
   */
  private boolean isWhole(String repository, NewManifest manifest) {
    Repository at = store.repository(repository);
    return at != null
        && manifest.required().stream()
            .allMatch(each -> at.hasBlob(each) || at.manifest(each) != null);
  }

  private Outcome image(
      String repository, NewManifest manifest, Manifest.Image image, List<String> tags)
      throws IOException {
    StoreBlobs blobs = new StoreBlobs(store, repository);
    PluginReport report = known(repository, manifest.digest(), blobs);
    if (report == null) {
      report = inspect(image, blobs);
    }
    if (report == null) {
      return Outcome.SILENT;
    }
    refuse(report.verdict());
    List<Problem> problems = new ArrayList<>(report.verdict().problems());
    problems.addAll(Naming.problems(repository, tags, report.facts()));
    PluginReport told = report;
    return new Told(
        problems.stream().map(Problem::toString).toList(),
        () -> keeper.keep(repository, manifest, told));
  }

  private @Nullable PluginReport inspect(Manifest.Image image, StoreBlobs blobs)
      throws IOException {
    atOnce.acquireUninterruptibly();
    try {
      return PluginInspector.inspect(image, blobs);
    } finally {
      atOnce.release();
    }
  }

  /**
   * The report of a plugin that was looked at before by the same rules; null when there is none.
   */
  private @Nullable PluginReport known(String repository, Digest digest, StoreBlobs blobs)
      throws IOException {
    PluginFacts facts = facts(repository, digest);
    return facts != null && facts.validator().equals(PluginInspector.VERSION)
        ? VerdictKeeper.report(blobs, facts)
        : null;
  }

  private @Nullable PluginFacts facts(String repository, Digest digest) {
    Repository at = store.repository(repository);
    ManifestState state = at == null ? null : at.manifest(digest);
    return state == null ? null : PluginFacts.read(state.note(PluginFacts.NOTE));
  }

  /** An index is the plugin that it holds; with several, the one that tells most of itself. */
  private Outcome index(
      String repository, NewManifest manifest, Manifest.Index index, List<String> tags) {
    record Child(Digest digest, PluginFacts facts) {}
    List<Child> children = new ArrayList<>();
    for (Descriptor each : index.manifests()) {
      PluginFacts facts = facts(repository, each.digest());
      if (facts != null) {
        children.add(new Child(each.digest(), facts));
      }
    }
    Child best =
        children.stream()
            .min(Comparator.comparing((Child each) -> each.facts().spec() == null))
            .orElse(null);
    if (best == null) {
      return Outcome.SILENT;
    }
    PluginFacts facts = best.facts().ofChild(best.digest());
    return new Told(
        Naming.problems(repository, tags, facts).stream().map(Problem::toString).toList(),
        () -> keeper.note(repository, manifest.digest(), facts));
  }

  private void refuse(Verdict verdict) {
    if (validation == Validation.ENFORCE && !verdict.ok()) {
      String problems =
          verdict.problems().stream()
              .map(each -> each.severity().name().toLowerCase(Locale.ROOT) + ": " + each)
              .collect(Collectors.joining("\n"));
      throw new RegistryFault(
          ErrorCode.MANIFEST_INVALID, "not a plugin that this registry takes:\n" + problems);
    }
  }

  /** What is done when the manifest has been stored. */
  private interface Keeping {
    void run() throws IOException;
  }

  private record Told(List<String> warnings, Keeping keeping) implements Outcome {
    @Override
    public void stored() throws IOException {
      try {
        keeping.run();
      } catch (RegistryFault e) {
        LOG.warn("a verdict cannot be kept: {}", e.getMessage());
      }
    }
  }
}
