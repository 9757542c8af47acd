package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.plugin.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plugin at one of its versions.
 *
 * @param summary about that version
 * @param versions all of them, the highest first
 * @param verdict what the registry thinks of that version
 * @param imports the host functions that it imports, as {@code module.name}
 * @param readme Markdown, from strangers; empty for none
 * @param readmes the same by language, {@code zh}, for those that say one
 * @param changelog Markdown, from strangers; empty for none
 * @param configSchema OpenAPI v3 of the configuration; null for none
 * @param example a configuration; null for none
 */
public record PluginDetail(
    PluginSummary summary,
    List<PluginVersion> versions,
    Verdict verdict,
    List<String> imports,
    String readme,
    Map<String, String> readmes,
    String changelog,
    @Nullable JsonNode configSchema,
    @Nullable JsonNode example) {
  public PluginDetail {
    versions = List.copyOf(versions);
    imports = List.copyOf(imports);
    readmes = Map.copyOf(readmes);
  }
}
