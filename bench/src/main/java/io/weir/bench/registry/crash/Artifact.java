package io.weir.bench.registry.crash;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that was pushed, or was to be.
 *
 * @param content its exact bytes
 * @param layers the blobs that it names, besides the empty configuration
 * @param subject what it refers to
 */
@SuppressWarnings("ArrayRecordComponent") // the digest is its identity
record Artifact(Digest digest, byte[] content, List<Digest> layers, @Nullable Digest subject) {
  static final String TYPE = "application/vnd.crash";
  static final byte[] EMPTY_JSON = "{}".getBytes(StandardCharsets.UTF_8);
  static final Digest EMPTY = Digest.sha256(EMPTY_JSON);

  /** A layer: its digest and length. */
  record Layer(Digest digest, long size) {}

  /**
   * @param number makes it unlike all others
   */
  static Artifact of(long number, List<Layer> layers, @Nullable Artifact subject) {
    StringBuilder json = new StringBuilder("{\"schemaVersion\":2,\"mediaType\":\"");
    json.append(MediaTypes.OCI_MANIFEST).append("\",\"artifactType\":\"" + TYPE + "\",");
    json.append("\"config\":")
        .append(descriptor("application/vnd.oci.empty.v1+json", EMPTY, EMPTY_JSON.length));
    json.append(",\"layers\":[");
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      json.append(i == 0 ? "" : ",")
          .append(descriptor("application/wasm", layer.digest(), layer.size()));
    }
    json.append(']');
    if (subject != null) {
      json.append(",\"subject\":")
          .append(descriptor(MediaTypes.OCI_MANIFEST, subject.digest(), subject.content().length));
    }
    json.append(",\"annotations\":{\"number\":\"").append(number).append("\"}}");
    byte[] content = json.toString().getBytes(StandardCharsets.UTF_8);
    return new Artifact(
        Digest.sha256(content),
        content,
        layers.stream().map(Layer::digest).toList(),
        subject == null ? null : subject.digest());
  }

  private static String descriptor(String type, Digest digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
  }
}
