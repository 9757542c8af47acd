package io.weir.registry.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.BoundedJson;
import io.weir.registry.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of cosign 3: a Sigstore bundle with a DSSE envelope around an in-toto statement, or
 * with a signature over the manifest itself. Statements about other things than a signature, as
 * attestations are, count for nothing here.
 */
final class SigstoreBundle {
  private static final String SIGN = "https://sigstore.dev/cosign/sign/v1";
  private static final ObjectMapper MAPPER = BoundedJson.MAPPER;

  private SigstoreBundle() {}

  /**
   * The signature in a bundle.
   *
   * @param manifest the bytes of the artifact's manifest
   * @return null when it is no signature of an artifact
   */
  static @Nullable Claim read(byte[] bundle, Digest subject, byte[] manifest) {
    try {
      JsonNode root = MAPPER.readTree(bundle);
      if (root == null) {
        return null;
      }
      return root.has("dsseEnvelope") ? envelope(root, subject) : message(root, manifest);
    } catch (IOException | IllegalArgumentException e) {
      return new Claim(false, new byte[0], new byte[0], null, null);
    }
  }

  private static @Nullable Claim envelope(JsonNode root, Digest subject) throws IOException {
    JsonNode envelope = root.path("dsseEnvelope");
    byte[] payload = decoded(envelope.path("payload"));
    JsonNode statement = MAPPER.readTree(payload);
    if (!SIGN.equals(statement.path("predicateType").asText())) {
      return null;
    }
    boolean named = false;
    for (JsonNode each : statement.path("subject")) {
      String hex = each.path("digest").path(subject.algorithm().label()).asText();
      named |= hex.equals(subject.hex());
    }
    byte[] signature = decoded(envelope.path("signatures").path(0).path("sig"));
    byte[] signed = preAuthentication(envelope.path("payloadType").asText(), payload);
    return new Claim(named, signed, signature, certificate(root), hint(root));
  }

  /** DSSE, "Signature Definition": {@code PAE(type, body)}. */
  private static byte[] preAuthentication(String type, byte[] body) {
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("DSSEv1 " + name.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(name);
    out.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static @Nullable Claim message(JsonNode root, byte[] manifest) {
    JsonNode message = root.path("messageSignature");
    if (message.isMissingNode()) {
      return null;
    }
    byte[] signature = decoded(message.path("signature"));
    return new Claim(true, manifest, signature, certificate(root), hint(root));
  }

  private static @Nullable X509Certificate certificate(JsonNode root) {
    JsonNode material = root.path("verificationMaterial");
    JsonNode one = material.at("/certificate/rawBytes");
    JsonNode first = material.at("/x509CertificateChain/certificates/0/rawBytes");
    JsonNode found = one.isMissingNode() ? first : one;
    return found.isMissingNode() ? null : Certificates.read(decoded(found));
  }

  private static @Nullable Digest hint(JsonNode root) {
    byte[] hash = decoded(root.at("/verificationMaterial/publicKey/hint"));
    return hash.length == 32 ? Digest.finish(Digest.Algorithm.SHA256, hash) : null;
  }

  /**
   * @throws IllegalArgumentException when it is not base64
   */
  private static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText(""));
  }
}
