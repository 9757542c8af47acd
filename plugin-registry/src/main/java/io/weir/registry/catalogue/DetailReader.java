package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.plugin.IconCheck;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.plugin.PluginReport;
import io.weir.registry.plugin.StoreBlobs;
import io.weir.registry.plugin.Verdict;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is shown of one plugin, with its documents from the store. Blocks; thread-safe. */
final class DetailReader {
  private static final int MAX_TEXT = 512 << 10;
  private static final int COMPARED = 20;
  private static final String SCHEMA = "/spec/configSchema/openAPIV3Schema";

  private final RegistryStore store;
  private final EntryReader entries;

  DetailReader(RegistryStore store, EntryReader entries) {
    this.store = store;
    this.entries = entries;
  }

  @Nullable PluginDetail detail(String name, @Nullable String target) throws IOException {
    Repository repository = store.repository(name);
    Versions versions = repository == null ? new Versions(List.of()) : Versions.of(repository);
    VersionState version = chosen(versions, target);
    PluginFacts facts = version == null ? null : EntryReader.facts(version);
    if (repository == null || version == null || facts == null) {
      return null;
    }
    StoreBlobs blobs = new StoreBlobs(store, name);
    PluginReport report = report(blobs, facts);
    JsonNode spec = SpecDocument.read(blobs, facts);
    JsonNode schema = spec.at(SCHEMA);
    Map<String, String> readmes = readmes(blobs, facts);
    String plain = readmes.remove("");
    return new PluginDetail(
        entries.summary(name, version, facts, entries.downloads(versions, repository)),
        versions(name, versions, blobs),
        report == null ? new Verdict(facts.ok(), List.of()) : report.verdict(),
        report == null ? List.of() : report.imports(),
        plain == null ? readmes.getOrDefault("en", "") : plain,
        readmes,
        text(blobs, facts.changelog()),
        schema.isObject() ? schema : null,
        SpecDocument.example(spec));
  }

  @Nullable Icon icon(String name, @Nullable String target) throws IOException {
    Repository repository = store.repository(name);
    VersionState version = repository == null ? null : chosen(Versions.of(repository), target);
    PluginFacts facts = version == null ? null : EntryReader.facts(version);
    byte[] content =
        facts == null ? null : new StoreBlobs(store, name).small(facts.icon(), IconCheck.MAX_BYTES);
    String type = content == null ? null : IconCheck.mediaType(content);
    return content == null || type == null ? null : new Icon(type, content);
  }

  /** Without a target the latest; when all are yanked, the highest of them. */
  private static @Nullable VersionState chosen(Versions versions, @Nullable String target) {
    if (target != null) {
      return versions.find(target);
    }
    VersionState latest = versions.latest();
    return latest != null || versions.all().isEmpty() ? latest : versions.all().getFirst();
  }

  private List<PluginVersion> versions(String name, Versions versions, StoreBlobs blobs)
      throws IOException {
    List<PluginVersion> all = new ArrayList<>();
    for (int i = 0; i < versions.all().size(); i++) {
      VersionState each = versions.all().get(i);
      PluginFacts facts = EntryReader.facts(each);
      VersionState before = i + 1 < versions.all().size() ? versions.all().get(i + 1) : null;
      PluginFacts old = before == null ? null : EntryReader.facts(before);
      if (facts != null) {
        List<String> changes =
            old == null || i >= COMPARED ? List.of() : Changes.between(old, facts, blobs);
        all.add(version(name, each, facts, changes));
      }
    }
    return all;
  }

  private PluginVersion version(
      String name, VersionState version, PluginFacts facts, List<String> changes) {
    return new PluginVersion(
        version.version(),
        version.tags(),
        version.manifest().digest(),
        version.manifest().pushed(),
        facts.size(),
        entries.downloads(name, version),
        facts.abi(),
        facts.ok(),
        EntryReader.signature(version.manifest()),
        version.mark(),
        changes);
  }

  static @Nullable PluginReport report(StoreBlobs blobs, PluginFacts facts) throws IOException {
    byte[] content = blobs.small(facts.report(), 1 << 20);
    return content == null ? null : PluginReport.read(content);
  }

  private static Map<String, String> readmes(StoreBlobs blobs, PluginFacts facts)
      throws IOException {
    Map<String, String> readmes = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : facts.readmes().entrySet()) {
      readmes.put(each.getKey(), text(blobs, each.getValue()));
    }
    return readmes;
  }

  private static String text(StoreBlobs blobs, @Nullable String digest) throws IOException {
    byte[] content = blobs.small(digest, MAX_TEXT);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }
}
