package io.weir.registry.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.signature.SignatureState.Kind;
import io.weir.registry.signature.TrustedKeys.TrustedKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {
  private static final byte[] MANIFEST = "{\"schemaVersion\":2}".getBytes(UTF_8);
  private static final Digest SUBJECT = Digest.sha256(MANIFEST);
  private static final String SIGN = "https://sigstore.dev/cosign/sign/v1";

  private static KeyPair pair(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }

  private static byte[] sign(KeyPair pair, String algorithm, byte[] content) throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(content);
    return signature.sign();
  }

  private static TrustedKeys trust(KeyPair pair) {
    return new TrustedKeys(List.of(new TrustedKey("ann", pair.getPublic())));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Claim simple(KeyPair pair, String algorithm, Digest named) throws Exception {
    byte[] payload =
        "{\"critical\":{\"image\":{\"docker-manifest-digest\":\"%s\"}}}"
            .formatted(named)
            .getBytes(UTF_8);
    Descriptor layer =
        new Descriptor(
            SimpleSigning.LAYER,
            Digest.sha256(payload),
            payload.length,
            null,
            null,
            Map.of("dev.cosignproject.cosign/signature", base64(sign(pair, algorithm, payload))));
    return SimpleSigning.read(layer, payload, SUBJECT);
  }

  private static byte[] bundle(KeyPair pair, String predicate, Digest named) throws Exception {
    byte[] statement =
        "{\"predicateType\":\"%s\",\"subject\":[{\"digest\":{\"sha256\":\"%s\"}}]}"
            .formatted(predicate, named.hex())
            .getBytes(UTF_8);
    String type = "application/vnd.in-toto+json";
    String head = "DSSEv1 %d %s %d ".formatted(type.length(), type, statement.length);
    byte[] signed = (head + new String(statement, UTF_8)).getBytes(UTF_8);
    String hint = base64(Digest.Algorithm.SHA256.newHash().digest(pair.getPublic().getEncoded()));
    return """
        {"verificationMaterial":{"publicKey":{"hint":"%s"}},
         "dsseEnvelope":{"payload":"%s","payloadType":"%s","signatures":[{"sig":"%s"}]}}
        """
        .formatted(hint, base64(statement), type, base64(sign(pair, "SHA256withECDSA", signed)))
        .getBytes(UTF_8);
  }

  private static SignatureState state(TrustedKeys trust, Claim... claims) {
    return new ClaimCheck(trust).best(List.of(claims));
  }

  private static Claim read(byte[] bundle) {
    Claim claim = SigstoreBundle.read(bundle, SUBJECT, MANIFEST);
    return claim == null ? new Claim(false, bundle, bundle, null, null) : claim;
  }

  @ParameterizedTest
  @CsvSource({"EC,SHA256withECDSA", "Ed25519,Ed25519", "RSA,SHA256withRSA"})
  void aSignatureByATrustedKeyIsVerified(String key, String algorithm) throws Exception {
    KeyPair pair = pair(key);
    if (key.equals("EC")) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      pair = generator.generateKeyPair();
    }
    Claim claim = simple(pair, algorithm, SUBJECT);

    assertEquals(SignatureState.verified("ann"), state(trust(pair), claim));
    assertEquals(Kind.UNKNOWN, state(trust(pair(key)), claim).kind());
    assertEquals(Kind.UNKNOWN, state(new TrustedKeys(List.of()), claim).kind());
  }

  @Test
  void aSignatureOfAnotherArtifactIsInvalidWhoeverMadeIt() throws Exception {
    KeyPair pair = pair("Ed25519");
    Claim other = simple(pair, "Ed25519", Digest.sha256(new byte[1]));

    assertEquals(Kind.INVALID, state(trust(pair), other).kind());
    Claim good = simple(pair, "Ed25519", SUBJECT);
    assertEquals(Kind.VERIFIED, state(trust(pair), other, good).kind());
  }

  @Test
  void aBundleIsReadAndItsStatementIsWhatIsSigned() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    byte[] bundle = bundle(pair, SIGN, SUBJECT);

    assertEquals(Kind.VERIFIED, state(trust(pair), read(bundle)).kind());
    assertEquals(
        Kind.INVALID,
        state(trust(pair), read(bundle(pair, SIGN, Digest.sha256(new byte[2])))).kind());
    assertNull(
        SigstoreBundle.read(
            bundle(pair, "https://slsa.dev/provenance/v1", SUBJECT), SUBJECT, MANIFEST));
  }

  @Test
  void aBundleThatSaysATrustedKeyAndIsByAnotherIsInvalid() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    String text = new String(bundle(pair, SIGN, SUBJECT), StandardCharsets.UTF_8);
    int at = text.indexOf("\"sig\":\"") + 20;
    String changed =
        text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);

    assertEquals(Kind.INVALID, state(trust(pair), read(changed.getBytes(UTF_8))).kind());
  }

  @Test
  void aSignatureOverTheManifestIsChecked() throws Exception {
    KeyPair pair = pair("Ed25519");
    String bundle =
        "{\"messageSignature\":{\"signature\":\"%s\"}}"
            .formatted(base64(sign(pair, "Ed25519", MANIFEST)));

    assertEquals(Kind.VERIFIED, state(trust(pair), read(bundle.getBytes(UTF_8))).kind());
  }

  @Test
  void whatIsMalformedIsInvalidAndNoMore() throws Exception {
    TrustedKeys trust = trust(pair("Ed25519"));
    for (String each :
        List.of("{", "[]", "{\"dsseEnvelope\":7}", "{\"dsseEnvelope\":{\"payload\":\"%\"}}")) {
      SignatureState state = state(trust, read(each.getBytes(UTF_8)));
      assertEquals(Kind.INVALID, state.kind(), each);
    }
  }
}
