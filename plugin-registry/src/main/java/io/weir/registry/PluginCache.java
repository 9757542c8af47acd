package io.weir.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was pulled, on disk: modules by their digest, and small records that lead to them by
 * address, by manifest digest and by module digest. Written by rename, verified on every read; a
 * damaged entry is as good as none. Safe for several threads and processes.
 */
final class PluginCache {
  private static final Logger LOG = LoggerFactory.getLogger(PluginCache.class);

  private final Path folder;
  private final int maxModule;

  PluginCache(Path folder, int maxModule) {
    this.folder = folder;
    this.maxModule = maxModule;
  }

  /** What was last stored for {@code url}. */
  Optional<PluginArtifact> byUrl(String url) {
    return load(urlRecord(url), url);
  }

  /** What was stored with this manifest digest, or else this module digest, for whatever url. */
  Optional<PluginArtifact> byDigest(Digest digest, String url) {
    return load(record("digests", digest), url);
  }

  /**
   * Stores {@code artifact} under its digests and its address.
   *
   * @throws IOException when the disk refuses
   */
  void store(PluginArtifact artifact) throws IOException {
    Digest module = new Digest(Digest.Algorithm.SHA256, artifact.wasmSha256());
    Path blob = record("modules", module);
    if (!Files.isRegularFile(blob) || Files.size(blob) != artifact.wasm().length) {
      write(blob, artifact.wasm());
    }
    byte[] entry = entry(artifact);
    write(record("digests", artifact.pinDigest()), entry);
    if (!artifact.pinDigest().equals(module)) {
      write(record("digests", module), entry);
    }
    write(urlRecord(artifact.url()), entry);
  }

  private Optional<PluginArtifact> load(Path record, String url) {
    try {
      JsonNode entry = ManifestJson.MAPPER.readTree(Files.readAllBytes(record));
      Digest module = Digest.parse(entry.path("module").asText(""));
      Path blob = record("modules", module);
      if (Files.size(blob) > maxModule) {
        return Optional.empty();
      }
      byte[] wasm = Files.readAllBytes(blob);
      if (!Digest.of(module.algorithm(), wasm).equals(module)) {
        LOG.warn("{}: damaged, pulling it again", blob);
        Files.deleteIfExists(blob);
        return Optional.empty();
      }
      return Optional.of(artifact(entry, wasm, module, url));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{}: not readable ({}), pulling it again", record, e.getMessage());
      return Optional.empty();
    }
  }

  private static PluginArtifact artifact(JsonNode entry, byte[] wasm, Digest module, String url) {
    String manifest = entry.path("manifest").asText("");
    String spec = entry.path("spec").asText("");
    return new PluginArtifact(
        wasm,
        module.hex(),
        manifest.isEmpty() ? null : Digest.parse(manifest),
        PluginLayout.valueOf(entry.path("layout").asText("")),
        spec.isEmpty() ? null : spec,
        url);
  }

  private static byte[] entry(PluginArtifact artifact) {
    ObjectNode entry = ManifestJson.MAPPER.createObjectNode();
    entry.put("url", artifact.url());
    entry.put("module", "sha256:" + artifact.wasmSha256());
    entry.put("layout", artifact.layout().name());
    put(entry, "manifest", artifact.manifestDigest());
    put(entry, "spec", artifact.spec());
    try {
      return ManifestJson.MAPPER.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain strings make JSON", e);
    }
  }

  private static void put(ObjectNode entry, String field, @Nullable Object value) {
    if (value != null) {
      entry.put(field, value.toString());
    }
  }

  private Path urlRecord(String url) {
    return record("urls", Digest.sha256(url.getBytes(StandardCharsets.UTF_8)));
  }

  private Path record(String kind, Digest digest) {
    return folder.resolve(kind).resolve(digest.algorithm().label()).resolve(digest.hex());
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling("." + UUID.randomUUID());
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** An unusable cache as the failure of the pull that wanted it. */
  PullException unusable(String url, IOException cause) {
    return new PullException(
        url,
        Reason.CACHE,
        "the cache " + folder + " cannot be written (" + cause.getMessage() + ")",
        "make room, or make it writable",
        cause);
  }
}
