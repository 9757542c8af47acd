package io.weir.registry.catalogue;

import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.plugin.module.Capability;
import io.weir.registry.signature.SignatureNote;
import io.weir.registry.signature.SignatureState;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.Repository;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From what the store has noted to what the catalogue shows; from memory only. */
final class EntryReader {
  private final Downloads downloads;

  EntryReader(Downloads downloads) {
    this.downloads = downloads;
  }

  /** The entry of a repository; null when it has no plugin that may be found. */
  @Nullable Entry read(Repository repository) {
    Versions versions = Versions.of(repository);
    VersionState latest = versions.latest();
    PluginFacts facts = latest == null ? null : facts(latest);
    if (latest == null || facts == null) {
      return null;
    }
    PluginSummary summary =
        summary(repository.name(), latest, facts, downloads(versions, repository));
    return Entry.of(summary, readme(facts));
  }

  static @Nullable PluginFacts facts(VersionState version) {
    return PluginFacts.read(version.manifest().note(PluginFacts.NOTE));
  }

  /** The README that is searched: the one without a language, else the English one, else any. */
  private static @Nullable String readme(PluginFacts facts) {
    for (String language : List.of("", "en")) {
      String digest = facts.readmes().get(language);
      if (digest != null) {
        return digest;
      }
    }
    return facts.readmes().values().stream().sorted().findFirst().orElse(null);
  }

  PluginSummary summary(
      String repository, VersionState version, PluginFacts facts, long allDownloads) {
    String name = facts.name().isEmpty() ? lastPart(repository) : facts.name();
    ManifestState manifest = version.manifest();
    return new PluginSummary(
        repository,
        name,
        facts.title().isEmpty() ? name : facts.title(),
        facts.description(),
        facts.category(),
        facts.language(),
        facts.phase(),
        facts.priority(),
        facts.abi(),
        facts.licence(),
        facts.keywords(),
        facts.capabilities().stream().map(Capability::of).filter(Objects::nonNull).toList(),
        version.version(),
        manifest.digest(),
        manifest.pushed(),
        allDownloads,
        facts.ok(),
        signature(manifest),
        version.mark(),
        facts.icon() == null ? null : iconPath(repository, manifest));
  }

  private static String iconPath(String repository, ManifestState manifest) {
    return "/api/v1/plugins/" + repository + "/-/icon?version=" + manifest.digest();
  }

  static SignatureState signature(ManifestState manifest) {
    SignatureNote note = SignatureNote.read(manifest.note(SignatureNote.KEY));
    return note == null ? SignatureState.UNSIGNED : note.state();
  }

  long downloads(Versions versions, Repository repository) {
    return versions.all().stream().mapToLong(each -> downloads(repository.name(), each)).sum();
  }

  long downloads(String repository, VersionState version) {
    return downloads.of(repository, version.manifest());
  }

  private static String lastPart(String repository) {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }
}
