package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Values of the API as people read them. */
final class Wording {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK).withZone(ZoneOffset.UTC);
  private static final int KIB = 1024;

  private Wording() {}

  /** The text of a field; empty when there is none. */
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() || value.isMissingNode() ? "" : value.asText("");
  }

  /** 3 Nov 2026, in UTC; the text itself when it is no instant. */
  static String date(String instant) {
    try {
      return instant.isEmpty() ? "" : DATE.format(Instant.parse(instant));
    } catch (DateTimeParseException e) {
      return instant;
    }
  }

  static String size(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double kib = (double) bytes / KIB;
    return kib < KIB
        ? String.format(Locale.ROOT, "%.0f KiB", kib)
        : String.format(Locale.ROOT, "%.1f MiB", kib / KIB);
  }

  static String count(long number, String one, String several) {
    return String.format(Locale.UK, "%,d %s", number, number == 1 ? one : several);
  }

  /** The algorithm and the first characters of a digest. */
  static String digest(String digest) {
    int colon = digest.indexOf(':');
    return digest.substring(0, Math.min(digest.length(), colon + 13));
  }

  /** {@code flow-control} as "Flow control". */
  static String label(String value) {
    String words = value.replace('-', ' ').replace('_', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Phases of Higress and Istio in a person's words. */
  static String phase(String phase) {
    return switch (phase.toUpperCase(Locale.ROOT)) {
      case "AUTHN" -> "Authentication";
      case "AUTHZ" -> "Authorisation";
      case "STATS" -> "Statistics";
      case "UNSPECIFIED_PHASE" -> "Default phase";
      default -> phase;
    };
  }
}
