package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A word in a coloured box, and the sentence behind it.
 *
 * @param tone good, warn, bad or plain
 */
record Badge(String label, String tone, String help) {
  static Badge signature(JsonNode state) {
    String kind = Wording.text(state, "state");
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

  /**
   * Deprecated or yanked; null for neither.
   *
   * @param version of the API, or a plugin at its version
   */
  static @Nullable Badge mark(JsonNode version) {
    JsonNode yanked = version.path("yanked");
    if (yanked.isObject()) {
      return new Badge("Yanked", "bad", reason(yanked, "Do not use this version."));
    }
    JsonNode deprecated = version.path("deprecated");
    return deprecated.isObject()
        ? new Badge("Deprecated", "warn", reason(deprecated, "Use something else."))
        : null;
  }

  private static String reason(JsonNode mark, String usual) {
    String reason = Wording.text(mark, "reason");
    return reason.isEmpty() ? usual : reason;
  }
}
