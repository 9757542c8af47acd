package io.weir.registry.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.BoundedJson;
import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Signatures of cosign 2: a layer with a "simple signing" payload, the signature beside it. */
final class SimpleSigning {
  static final String LAYER = "application/vnd.dev.cosign.simplesigning.v1+json";
  private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
  private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
  private static final String DIGEST = "/critical/image/docker-manifest-digest";
  private static final ObjectMapper MAPPER = BoundedJson.MAPPER;

  private SimpleSigning() {}

  /** The signature in {@code layer}; one that is malformed names no artifact. */
  static Claim read(Descriptor layer, byte[] payload, Digest subject) {
    String certificate = layer.annotations().get(CERTIFICATE);
    return new Claim(
        names(payload, subject),
        payload,
        decoded(layer.annotations().get(SIGNATURE)),
        certificate == null
            ? null
            : Certificates.read(certificate.getBytes(StandardCharsets.UTF_8)),
        null);
  }

  private static boolean names(byte[] payload, Digest subject) {
    try {
      JsonNode root = MAPPER.readTree(payload);
      return root != null && root.at(DIGEST).asText().equals(subject.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] decoded(@Nullable String base64) {
    try {
      return base64 == null ? new byte[0] : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
