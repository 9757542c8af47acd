package io.weir.registry.catalogue;

import io.weir.registry.Digest;
import io.weir.registry.signature.SignatureState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a plugin.
 *
 * @param version the tag that names it best: its semantic version when there is one
 * @param tags all tags that name it
 * @param size of the module, in bytes
 * @param abi null when the module is no proxy-wasm plugin
 * @param valid whether the verdict found no errors
 * @param mark null for none
 * @param changes how it differs from the version before it, a line each: ABI, host calls,
 *     configuration; empty for the first
 */
public record PluginVersion(
    String version,
    List<String> tags,
    Digest digest,
    Instant pushed,
    long size,
    long downloads,
    @Nullable String abi,
    boolean valid,
    SignatureState signature,
    @Nullable Mark mark,
    List<String> changes) {
  public PluginVersion {
    tags = List.copyOf(tags);
    changes = List.copyOf(changes);
  }
}
