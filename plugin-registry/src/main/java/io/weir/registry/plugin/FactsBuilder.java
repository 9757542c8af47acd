package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.plugin.module.Capability;
import io.weir.registry.plugin.module.Language;
import io.weir.registry.plugin.module.PluginModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a plugin from its module, its {@code spec.yaml} and the annotations of its manifest:
 * those of the OCI image specification, and those that Artifact Hub reads.
 */
final class FactsBuilder {
  /** The annotation that names the language of the source. */
  static final String LANGUAGE = "io.weir.plugin.language";

  private static final String OCI = "org.opencontainers.image.";
  private static final String HUB = "io.artifacthub.package.";
  private static final int MAX_TITLE = 120;
  private static final int MAX_DESCRIPTION = 400;
  private static final int MAX_KEYWORDS = 16;
  private static final int MAX_WORD = 64;

  private final Manifest.Image image;
  private final PluginParts parts;
  private final JsonNode spec;
  private final @Nullable PluginModule module;

  /**
   * @param spec the tree of {@code spec.yaml}, whatever it is
   * @param module null when it could not be read
   */
  FactsBuilder(
      Manifest.Image image, PluginParts parts, JsonNode spec, @Nullable PluginModule module) {
    this.image = image;
    this.parts = parts;
    this.spec = spec;
    this.module = module;
  }

  PluginFacts facts(boolean ok, boolean icon) {
    Map<String, String> readmes = new LinkedHashMap<>();
    parts.readmes().forEach((language, each) -> readmes.put(language, each.digest().toString()));
    JsonNode priority = spec.at("/spec/priority");
    return new PluginFacts(
        PluginInspector.VERSION,
        parts.layout().name().toLowerCase(Locale.ROOT),
        module == null ? 0 : module.size(),
        module == null ? null : module.digest().toString(),
        module == null ? null : module.abi(),
        language(),
        said("/info/name", MAX_TITLE),
        said("/info/title", MAX_TITLE, OCI + "title", HUB + "display-name"),
        said("/info/description", MAX_DESCRIPTION, OCI + "description"),
        said("/info/category", MAX_WORD, HUB + "category"),
        said("/spec/phase", MAX_WORD),
        priority.isIntegralNumber() && priority.canConvertToInt() ? priority.intValue() : null,
        said("/info/version", MAX_WORD, OCI + "version"),
        licence(),
        keywords(),
        capabilities(),
        ok,
        null,
        digest(parts.spec()),
        readmes,
        icon ? digest(parts.icon()) : null,
        digest(parts.changelog()),
        null);
  }

  String licence() {
    String inSpec = said("/info/licence", 2 * MAX_TITLE, OCI + "licenses", HUB + "license");
    return inSpec.isEmpty() ? said("/info/license", 2 * MAX_TITLE) : inSpec;
  }

  private @Nullable String language() {
    String told = image.annotations().getOrDefault(LANGUAGE, "");
    Language language = Language.of(told);
    if (language == null && module != null) {
      language = module.language();
    }
    return language == null ? null : language.label();
  }

  private List<String> keywords() {
    List<String> words = new ArrayList<>();
    spec.at("/info/keywords").forEach(each -> words.add(each.asText("")));
    String hub = image.annotations().getOrDefault(HUB + "keywords", "");
    words.addAll(List.of(hub.split(",", -1)));
    return words.stream()
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .filter(each -> !each.isEmpty() && each.length() <= MAX_WORD)
        .distinct()
        .limit(MAX_KEYWORDS)
        .toList();
  }

  private List<String> capabilities() {
    return module == null
        ? List.of()
        : module.capabilities().stream().sorted().map(Capability::label).toList();
  }

  private static @Nullable String digest(@Nullable Descriptor layer) {
    return layer == null ? null : layer.digest().toString();
  }

  /** What the spec says at {@code pointer}, else the first annotation that is there. */
  private String said(String pointer, int limit, String... annotations) {
    String text = spec.at(pointer).asText("");
    for (String each : annotations) {
      if (text.isBlank()) {
        text = image.annotations().getOrDefault(each, "");
      }
    }
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= limit ? line : line.substring(0, limit);
  }
}
