package io.weir.bench.registry.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plugin in one layout: its manifest and all that it names. Immutable.
 *
 * @param blobs by digest; not the manifest
 */
@SuppressWarnings("ArrayRecordComponent") // the digest is its identity
record Sample(
    Layout layout, String mediaType, byte[] manifest, Digest digest, Map<Digest, byte[]> blobs) {
  static final String TAG = "v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Builds a manifest layer by layer. */
  static final class Builder {
    private final Layout layout;
    private final String mediaType;
    private final ObjectNode root = JSON.createObjectNode().put("schemaVersion", 2);
    private final Map<Digest, byte[]> blobs = new LinkedHashMap<>();

    Builder(Layout layout, String mediaType) {
      this.layout = layout;
      this.mediaType = mediaType;
      root.put("mediaType", mediaType);
    }

    Builder config(String type, byte[] content) {
      describe(root.putObject("config"), type, content);
      return this;
    }

    Builder layer(String type, byte[] content) {
      describe(root.withArray("layers").addObject(), type, content);
      return this;
    }

    Builder file(String type, String name, byte[] content) {
      ObjectNode descriptor = root.withArray("layers").addObject();
      describe(descriptor, type, content);
      descriptor.putObject("annotations").put(MediaTypes.TITLE, name);
      return this;
    }

    private void describe(ObjectNode descriptor, String type, byte[] content) {
      Digest digest = Digest.sha256(content);
      blobs.put(digest, content);
      descriptor.put("mediaType", type).put("digest", digest.toString());
      descriptor.put("size", content.length);
    }

    Sample build() {
      byte[] manifest = root.toString().getBytes(StandardCharsets.UTF_8);
      return new Sample(layout, mediaType, manifest, Digest.sha256(manifest), Map.copyOf(blobs));
    }
  }

  /** Writes it as an OCI image layout, under the tag {@link #TAG}. */
  Path writeLayout(Path folder) throws IOException {
    Path files = Files.createDirectories(folder.resolve("blobs/sha256"));
    for (Map.Entry<Digest, byte[]> each : blobs.entrySet()) {
      Files.write(files.resolve(each.getKey().hex()), each.getValue());
    }
    Files.write(files.resolve(digest.hex()), manifest);
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
    index.put("mediaType", MediaTypes.OCI_INDEX);
    ObjectNode entry = index.putArray("manifests").addObject();
    entry.put("mediaType", mediaType).put("digest", digest.toString());
    entry.put("size", manifest.length);
    entry.putObject("annotations").put("org.opencontainers.image.ref.name", TAG);
    Files.writeString(folder.resolve("index.json"), index.toString());
    return folder;
  }

  /** Writes it as the folder that skopeo calls {@code dir:}. */
  Path writeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("version"), "Directory Transport Version: 1.1\n");
    Files.write(folder.resolve("manifest.json"), manifest);
    for (Map.Entry<Digest, byte[]> each : blobs.entrySet()) {
      Files.write(folder.resolve(each.getKey().hex()), each.getValue());
    }
    return folder;
  }

  /** Requires that an OCI image layout holds all of this. */
  void requireLayout(Path folder) throws IOException, StepFailure {
    Path files = folder.resolve("blobs/sha256");
    require(files.resolve(digest.hex()), digest);
    for (Digest each : blobs.keySet()) {
      require(files.resolve(each.hex()), each);
    }
  }

  /** Requires that a folder of skopeo holds all of this. */
  void requireFolder(Path folder) throws IOException, StepFailure {
    require(folder.resolve("manifest.json"), digest);
    for (Digest each : blobs.keySet()) {
      require(folder.resolve(each.hex()), each);
    }
  }

  private static void require(Path file, Digest digest) throws IOException, StepFailure {
    if (!Files.exists(file)) {
      throw new StepFailure(file.getFileName() + " was not pulled");
    }
    Digest found = Digest.sha256(Files.readAllBytes(file));
    if (!found.equals(digest)) {
      throw new StepFailure(file.getFileName() + ": " + found + " (expected: " + digest + ")");
    }
  }
}
