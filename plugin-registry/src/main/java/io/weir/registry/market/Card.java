package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A plugin in short, for a list or at the head of its page. */
record Card(
    String href,
    String repository,
    String name,
    String title,
    String description,
    String category,
    String language,
    String phase,
    String version,
    String updated,
    String updatedText,
    String downloads,
    boolean valid,
    Badge signature,
    @Nullable Badge mark,
    Icon icon) {

  /**
   * @param summary a plugin of the API
   */
  static Card of(JsonNode summary, Links links) {
    String repository = Wording.text(summary, "repository");
    String name = Wording.text(summary, "name");
    String title = Wording.text(summary, "title");
    String updated = Wording.text(summary, "updated");
    String icon = Wording.text(summary, "icon");
    String phase = Wording.text(summary, "phase");
    return new Card(
        links.plugin(repository),
        repository,
        name.isEmpty() ? repository : name,
        title.isEmpty() ? name : title,
        Wording.text(summary, "description"),
        Wording.label(Wording.text(summary, "category")),
        Wording.text(summary, "language"),
        phase.equals("UNSPECIFIED_PHASE") ? "" : Wording.phase(phase),
        Wording.text(summary, "version"),
        updated,
        Wording.date(updated),
        Wording.count(summary.path("downloads").asLong(), "download", "downloads"),
        summary.path("ok").asBoolean(true),
        Badge.signature(summary.path("signature")),
        Badge.mark(summary),
        Icon.of(icon.isEmpty() ? "" : links.icon(icon), name));
  }
}
