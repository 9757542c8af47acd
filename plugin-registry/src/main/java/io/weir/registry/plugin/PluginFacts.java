package io.weir.registry.plugin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept with a plugin's manifest, small enough to be held in memory for every version. Texts
 * that are missing are empty.
 *
 * @param validator the version of the rules that it was looked at by
 * @param layout of {@link io.weir.registry.PluginLayout}, lower case
 * @param size of the module, in bytes; 0 when it could not be read
 * @param module the digest of the module; null when it could not be read
 * @param abi {@code 0.2.1}; null when the module is no proxy-wasm plugin
 * @param language {@code Rust}; null when nothing tells
 * @param ok whether there were no errors
 * @param report the digest of the report, see {@link PluginReport}; null until that is kept
 * @param spec the digest of {@code spec.yaml}; null for none
 * @param readmes digests by language, {@code ""} for the one without
 * @param icon its digest; null for none that can be shown
 * @param child in an index the digest of the manifest that all this is about; null elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PluginFacts(
    String validator,
    String layout,
    long size,
    @Nullable String module,
    @Nullable String abi,
    @Nullable String language,
    String name,
    String title,
    String description,
    String category,
    String phase,
    @Nullable Integer priority,
    String version,
    String licence,
    List<String> keywords,
    List<String> capabilities,
    boolean ok,
    @Nullable String report,
    @Nullable String spec,
    Map<String, String> readmes,
    @Nullable String icon,
    @Nullable String changelog,
    @Nullable String child) {
  /** Under which it is kept with the manifest. */
  public static final String NOTE = "plugin";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public PluginFacts {
    name = text(name);
    title = text(title);
    description = text(description);
    category = text(category);
    phase = text(phase);
    version = text(version);
    licence = text(licence);
    keywords = keywords == null ? List.of() : List.copyOf(keywords);
    capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
    readmes = readmes == null ? Map.of() : Map.copyOf(readmes);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** These facts with the report that they come from. */
  public PluginFacts withReport(Digest digest) {
    return new PluginFacts(
        validator,
        layout,
        size,
        module,
        abi,
        language,
        name,
        title,
        description,
        category,
        phase,
        priority,
        version,
        licence,
        keywords,
        capabilities,
        ok,
        digest.toString(),
        spec,
        readmes,
        icon,
        changelog,
        child);
  }

  /** These facts, told of an index that has the plugin as {@code digest}. */
  public PluginFacts ofChild(Digest digest) {
    return new PluginFacts(
        validator,
        layout,
        size,
        module,
        abi,
        language,
        name,
        title,
        description,
        category,
        phase,
        priority,
        version,
        licence,
        keywords,
        capabilities,
        ok,
        report,
        spec,
        readmes,
        icon,
        changelog,
        digest.toString());
  }

  /** As JSON. */
  public byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers only", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote, also by another version.
   *
   * @return null when it cannot be read
   */
  public static @Nullable PluginFacts read(byte @Nullable [] json) {
    if (json == null) {
      return null;
    }
    try {
      return MAPPER.readValue(json, PluginFacts.class);
    } catch (IOException e) {
      return null;
    }
  }
}
