package io.weir.registry;

import io.weir.registry.Descriptor.Platform;
import io.weir.registry.PullException.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the manifest of an index: what Istio would take, which is the first for linux/amd64 or
 * without a platform, else one built for wasm.
 */
final class PlatformChooser {
  private static final Platform ISTIO = new Platform("linux", "amd64");
  private static final Set<String> WASI = Set.of("wasip1", "wasip2", "wasi");
  private static final Platform UNKNOWN = new Platform("unknown", "unknown");
  private static final String KIND = "vnd.docker.reference.type";
  private static final String ATTESTATION = "attestation-manifest";

  private PlatformChooser() {}

  /**
   * @throws RegistryException when no entry can hold a plugin
   */
  static Descriptor choose(Reference reference, Manifest.Index index) {
    List<Descriptor> images = index.manifests().stream().filter(PlatformChooser::isImage).toList();
    for (Descriptor each : images) {
      if (each.platform() == null || ISTIO.equals(each.platform())) {
        return each;
      }
    }
    for (Descriptor each : images) {
      if (isWasm(each)) {
        return each;
      }
    }
    String found =
        images.stream()
            .map(each -> String.valueOf(each.platform()))
            .collect(Collectors.joining(", "));
    throw new RegistryException(
        Reason.NOT_A_PLUGIN,
        "%s: the index has no manifest for %s or wasip1/wasm (platforms: %s)"
            .formatted(reference, ISTIO, found.isEmpty() ? "none" : found),
        "push a plugin for one of them, or name its manifest by digest");
  }

  private static boolean isImage(Descriptor each) {
    return !MediaTypes.isIndex(each.mediaType())
        && !ATTESTATION.equals(each.annotations().get(KIND))
        && !UNKNOWN.equals(each.platform());
  }

  private static boolean isWasm(Descriptor each) {
    Platform platform = each.platform();
    return platform != null
        && platform.architecture().equals("wasm")
        && WASI.contains(platform.os());
  }
}
