package io.weir.registry.catalogue;

import io.weir.registry.Digest;
import io.weir.registry.plugin.module.Capability;
import io.weir.registry.signature.SignatureState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plugin in a list: its latest version, which is the highest that is neither yanked nor a
 * pre-release while there is another.
 *
 * @param repository its place in the registry, which is its identity
 * @param name by {@code spec.yaml}, else the last part of the repository
 * @param title for people; the name when it has none
 * @param description one line or a few; may be empty
 * @param category {@code auth}, {@code custom}; empty when it says none
 * @param language {@code Rust}; null when nothing tells
 * @param phase {@code AUTHN}; empty when it says none
 * @param priority within the phase; null when it says none
 * @param abi {@code 0.2.1}; null when the module is no proxy-wasm plugin
 * @param licence an SPDX expression; empty when it says none
 * @param version the tag that the rest is about
 * @param digest what that tag names
 * @param updated when that was pushed
 * @param downloads of all versions
 * @param valid whether the verdict found no errors
 * @param mark null for none
 * @param icon the path of its icon on this registry; null for none
 */
public record PluginSummary(
    String repository,
    String name,
    String title,
    String description,
    String category,
    @Nullable String language,
    String phase,
    @Nullable Integer priority,
    @Nullable String abi,
    String licence,
    List<String> keywords,
    List<Capability> capabilities,
    String version,
    Digest digest,
    Instant updated,
    long downloads,
    boolean valid,
    SignatureState signature,
    @Nullable Mark mark,
    @Nullable String icon) {
  public PluginSummary {
    keywords = List.copyOf(keywords);
    capabilities = List.copyOf(capabilities);
  }
}
