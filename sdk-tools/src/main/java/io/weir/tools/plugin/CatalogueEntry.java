package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Fetcher.Fetched;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.artifact.PublishedSpec;
import io.weir.tools.cli.ToolException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository of a registry.
 *
 * @param tags in the registry's order
 * @param newest the tag that the rest is about; empty when there is none
 * @param digest of its manifest; empty when that could not be read
 * @param version empty when nothing says it
 * @param title empty when nothing says it
 * @param problem why the rest is empty; empty when all is well
 */
record CatalogueEntry(
    String repository,
    List<String> tags,
    String newest,
    String digest,
    String version,
    String title,
    String problem) {
  private static final String VERSION = "org.opencontainers.image.version";
  private static final String TITLE = "org.opencontainers.image.title";

  /** Asks {@code client}; a repository that cannot be read does not spoil the list. */
  static CatalogueEntry read(RegistryClient client, String registry, String repository) {
    List<String> tags = List.of();
    String newest = "";
    try {
      Reference any = new Reference(registry, repository, null, null);
      tags = TagOrder.plugins(client.tags(any));
      newest = TagOrder.newest(tags).orElse("");
      return newest.isEmpty()
          ? new CatalogueEntry(repository, tags, "", "", "", "", "")
          : describe(client, any.withTag(newest), tags);
    } catch (RegistryException | ToolException e) {
      String problem = String.valueOf(e.getMessage());
      return new CatalogueEntry(repository, tags, newest, "", "", "", problem);
    }
  }

  private static CatalogueEntry describe(
      RegistryClient client, Reference reference, List<String> tags) {
    Fetched fetched = client.fetchManifest(reference);
    Map<String, String> says = fetched.manifest().annotations();
    String version = says.getOrDefault(VERSION, "");
    String title = says.getOrDefault(TITLE, "");
    if (version.isEmpty() || title.isEmpty()) {
      Optional<PluginInfo> info = PublishedSpec.find(client, reference, fetched);
      version = version.isEmpty() ? info.map(PluginInfo::version).orElse("") : version;
      title = title.isEmpty() ? info.map(PluginInfo::title).orElse("") : title;
    }
    return new CatalogueEntry(
        reference.repository(),
        tags,
        reference.target(),
        fetched.descriptor().digest().toString(),
        version,
        title,
        "");
  }

  void write(ObjectNode json) {
    json.put("repository", repository);
    tags.forEach(json.putArray("tags")::add);
    json.put("newest", newest).put("digest", digest).put("version", version).put("title", title);
    if (!problem.isEmpty()) {
      json.put("problem", problem);
    }
  }
}
