package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word in a coloured box, and the sentence behind it.
 *
 * @param tone good, warn, bad or plain
 */
record Badge(String label, String tone, String help) {
  static Badge signature(JsonNode state) {
    String kind = kind(state);
    String signer = Wording.text(state, "signer");
    return switch (kind) {
      case "verified" ->
          new Badge(
              "Signed by " + signer,
              "good",
              "The signature is of a key that this registry trusts.");
      case "unknown" ->
          new Badge(
              "Unknown signer",
              "warn",
              "There is a signature, and this registry trusts no key that made it."
                  + (signer.isEmpty() ? "" : " It says of itself: " + signer + "."));
      case "invalid" ->
          new Badge(
              "Invalid signature",
              "bad",
              "No signature that lies beside it is one of this artifact. "
                  + Wording.text(state, "detail"));
      default -> new Badge("Not signed", "plain", "Nobody has signed this version.");
    };
  }

  /** Deprecated or yanked; null for neither. */
  static @Nullable Badge mark(JsonNode mark) {
    String reason = Wording.text(mark, "reason");
    return switch (kind(mark)) {
      case "deprecated" ->
          new Badge("Deprecated", "warn", reason.isEmpty() ? "Use something else." : reason);
      case "yanked" ->
          new Badge("Yanked", "bad", reason.isEmpty() ? "Do not use this version." : reason);
      default -> null;
    };
  }

  private static String kind(JsonNode node) {
    String kind = Wording.text(node, "kind");
    return (kind.isEmpty() ? Wording.text(node, "state") : kind).toLowerCase(Locale.ROOT);
  }
}
