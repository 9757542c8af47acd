package io.weir.registry.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;

/** Reports for people. */
final class HousekeepingText {
  private HousekeepingText() {}

  /** One thing that was deleted or is damaged. */
  static String line(JsonNode item) {
    if (item.has("digest")) {
      return "damaged: %s; in %s; concerns %s"
          .formatted(item.path("digest").asText(), item.path("repositories"), item.path("tags"));
    }
    String repository = item.path("repository").asText();
    return "%s %s (%d bytes): %s"
        .formatted(
            repository.isEmpty() ? "content" : repository,
            item.path("name").asText(),
            item.path("bytes").asLong(),
            item.path("reason").asText());
  }

  /** All of it in a line. */
  static String summary(JsonNode report) {
    boolean dryRun = report.path("dryRun").asBoolean();
    if (report.has("damaged")) {
      return "%d read, %d bytes; %d damaged%s, %d unreadable"
          .formatted(
              report.path("count").asLong(),
              report.path("bytes").asLong(),
              report.path("damaged").asLong(),
              dryRun ? "" : " and moved aside",
              report.path("unreadable").asLong());
    }
    return "%s %d, %d bytes; %d wait for their time of grace"
        .formatted(
            dryRun ? "would delete" : "deleted",
            report.path("count").asLong(),
            report.path("bytes").asLong(),
            report.path("waiting").asLong());
  }
}
