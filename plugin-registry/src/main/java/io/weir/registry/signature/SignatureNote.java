package io.weir.registry.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A signature state as it is kept with a manifest.
 *
 * @param trust which keys it was checked against, see {@link TrustedKeys#fingerprint}
 */
public record SignatureNote(SignatureState state, String trust) {
  /** Under which it is kept. */
  public static final String KEY = "signature";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public byte[] toJson() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("state", state.kind().name().toLowerCase(Locale.ROOT));
    root.put("signer", state.signer()).put("detail", state.detail()).put("trust", trust);
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a note tells of a check against these keys; quick where {@link #toJson} wrote it. */
  public static boolean isChecked(byte[] json, String trust) {
    byte[] end = ("\"trust\":\"" + trust + "\"}").getBytes(StandardCharsets.UTF_8);
    int from = json.length - end.length;
    if (from >= 0 && Arrays.equals(json, from, json.length, end, 0, end.length)) {
      return true;
    }
    SignatureNote note = read(json);
    return note == null || note.trust().equals(trust);
  }

  /** Null for no note, or one that is not of this form. */
  public static @Nullable SignatureNote read(byte @Nullable [] json) {
    if (json == null) {
      return null;
    }
    try {
      JsonNode root = MAPPER.readTree(json);
      String kind = root.path("state").asText().toUpperCase(Locale.ROOT);
      SignatureState state =
          new SignatureState(
              SignatureState.Kind.valueOf(kind),
              text(root.get("signer")),
              text(root.get("detail")));
      return new SignatureNote(state, root.path("trust").asText());
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : node.asText();
  }
}
