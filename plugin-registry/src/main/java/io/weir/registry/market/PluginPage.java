package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plugin at one of its versions. */
record PluginPage(
    Frame frame,
    Card plugin,
    String digest,
    String licence,
    String abi,
    String priority,
    String size,
    List<String> keywords,
    List<CapabilityText> capabilities,
    int imports,
    List<String> importNames,
    List<ProblemView> problems,
    String verdict,
    String readme,
    List<Language> languages,
    String changelog,
    List<VersionRow> versions,
    List<Snippets.Snippet> snippets,
    String configure,
    boolean hasSchema) {

  /** Something that the registry found wrong. */
  record ProblemView(String tone, String place, String message, String remedy) {}

  /** A language that the README is there in. */
  record Language(String code, String label, String href, boolean active) {}

  /** A version in the table. */
  record VersionRow(
      String version,
      String href,
      String tags,
      String digest,
      String digestText,
      String pushed,
      String pushedText,
      String size,
      String downloads,
      boolean valid,
      Badge signature,
      @Nullable Badge mark,
      List<String> changes,
      boolean shown) {
    boolean hasChanges() {
      return !changes.isEmpty();
    }
  }

  /**
   * @param detail a plugin of the API with its details
   * @param lang the language that the README is wanted in; empty for the usual
   */
  static PluginPage of(JsonNode detail, String lang, Links links, Frame frame, Readme markdown) {
    Card card = Card.of(detail, links);
    JsonNode imports = detail.path("imports");
    List<VersionRow> versions = versions(detail.path("versions"), card, links);
    List<ProblemView> problems = problems(detail.path("verdict").path("problems"));
    return new PluginPage(
        frame,
        card,
        Wording.text(detail, "digest"),
        Wording.text(detail, "licence"),
        Wording.text(detail, "abi"),
        Wording.text(detail, "priority"),
        versions.stream().filter(VersionRow::shown).map(VersionRow::size).findFirst().orElse(""),
        texts(detail.path("keywords")),
        texts(detail.path("capabilities")).stream().map(CapabilityText::of).toList(),
        imports.size(),
        texts(imports),
        problems,
        verdict(detail.path("verdict"), problems),
        markdown.html(readme(detail, lang)),
        languages(detail, card, lang, links),
        markdown.html(Wording.text(detail, "changelog")),
        versions,
        new Snippets(detail, frame.registry(), detail.path("example")).all(),
        links.configure(card.repository(), card.version()),
        detail.path("configSchema").isObject());
  }

  boolean hasKeywords() {
    return !keywords.isEmpty();
  }

  private static String readme(JsonNode detail, String lang) {
    String wanted = Wording.text(detail.path("readmes"), lang);
    return wanted.isEmpty() ? Wording.text(detail, "readme") : wanted;
  }

  private static List<Language> languages(JsonNode detail, Card card, String lang, Links links) {
    List<Language> languages = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : detail.path("readmes").properties()) {
      String code = each.getKey();
      String href =
          links.plugin(card.repository(), ordered("version", card.version(), "lang", code));
      languages.add(new Language(code, Languages.name(code), href, code.equals(lang)));
    }
    return languages;
  }

  private static List<VersionRow> versions(JsonNode versions, Card card, Links links) {
    List<VersionRow> rows = new ArrayList<>();
    for (JsonNode each : versions) {
      String version = Wording.text(each, "version");
      String digest = Wording.text(each, "digest");
      String pushed = Wording.text(each, "pushed");
      List<String> tags = new ArrayList<>(texts(each.path("tags")));
      tags.remove(version);
      rows.add(
          new VersionRow(
              version,
              links.plugin(card.repository(), Map.of("version", version)),
              String.join(", ", tags),
              digest,
              Wording.digest(digest),
              pushed,
              Wording.date(pushed),
              Wording.size(each.path("size").asLong()),
              each.path("downloads").asText("0"),
              each.path("ok").asBoolean(true),
              Badge.signature(each.path("signature")),
              Badge.mark(each),
              texts(each.path("changes")),
              version.equals(card.version())));
    }
    return rows;
  }

  private static List<ProblemView> problems(JsonNode problems) {
    List<ProblemView> views = new ArrayList<>();
    for (JsonNode each : problems) {
      boolean error = Wording.text(each, "severity").equalsIgnoreCase("error");
      views.add(
          new ProblemView(
              error ? "bad" : "warn",
              Wording.text(each, "place"),
              Wording.text(each, "message"),
              Wording.text(each, "remedy")));
    }
    return views;
  }

  private static String verdict(JsonNode verdict, List<ProblemView> problems) {
    if (!verdict.path("ok").asBoolean(true)) {
      return "This version does not run, or is not what it says.";
    }
    return problems.isEmpty()
        ? "Nothing was found wrong with it."
        : "It runs; something is missing for people or tools.";
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Map<String, String> ordered(String a, String first, String b, String second) {
    Map<String, String> query = new java.util.LinkedHashMap<>();
    query.put(a, first);
    query.put(b, second);
    return query;
  }
}
