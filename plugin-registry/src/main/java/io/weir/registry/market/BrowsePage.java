package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a search found, with what narrows it. */
record BrowsePage(
    Frame frame,
    String count,
    List<Card> cards,
    List<FacetView> facets,
    int active,
    List<Hidden> kept,
    List<Sort> sorts,
    @Nullable String next,
    @Nullable String first,
    boolean searching,
    boolean nothingAtAll,
    String push,
    String clear) {
  private static final String BY_RELEVANCE = "relevance";
  private static final List<String> SORTS = List.of(BY_RELEVANCE, "name", "updated", "downloads");

  /** A filter that the search form keeps. */
  record Hidden(String name, String value) {}

  /** An order that can be chosen. */
  record Sort(String label, String href, boolean active) {}

  /**
   * @param found a {@code SearchPage} of the API
   * @param chosen the parameters of the search
   */
  static BrowsePage of(JsonNode found, Map<String, String> chosen, Links links, Frame frame) {
    List<Card> cards = new ArrayList<>();
    found.path("plugins").forEach(each -> cards.add(Card.of(each, links)));
    int total = found.path("total").asInt(cards.size());
    boolean searching = chosen.keySet().stream().anyMatch(BrowsePage::narrows);
    List<FacetView> facets = FacetView.of(found.path("facets"), chosen, links);
    int active =
        (int) chosen.keySet().stream().filter(each -> !each.equals("q") && narrows(each)).count();
    return new BrowsePage(
        frame,
        Wording.count(total, "plugin", "plugins"),
        cards,
        facets,
        active,
        kept(chosen),
        sorts(chosen, links),
        next(found, chosen, links),
        chosen.containsKey("after") ? links.browse(without(chosen, "after")) : null,
        searching,
        total == 0 && !searching,
        "./weir plugin push ./my-plugin " + frame.registry() + "/plugins/my-plugin:1.0.0",
        links.home());
  }

  private static boolean narrows(String parameter) {
    return !parameter.equals("sort") && !parameter.equals("after") && !parameter.equals("n");
  }

  private static List<Hidden> kept(Map<String, String> chosen) {
    return chosen.entrySet().stream()
        .filter(each -> !each.getKey().equals("q") && !each.getKey().equals("after"))
        .map(each -> new Hidden(each.getKey(), each.getValue()))
        .toList();
  }

  private static List<Sort> sorts(Map<String, String> chosen, Links links) {
    String present = chosen.getOrDefault("sort", usual(chosen));
    List<Sort> sorts = new ArrayList<>();
    for (String each : SORTS) {
      if (each.equals(BY_RELEVANCE) && !chosen.containsKey("q")) {
        continue;
      }
      Map<String, String> query = without(chosen, "after");
      query.put("sort", each);
      sorts.add(new Sort(Wording.label(each), links.browse(query), each.equals(present)));
    }
    return sorts;
  }

  /** The order when none is chosen. */
  static String usual(Map<String, String> chosen) {
    return chosen.containsKey("q") ? BY_RELEVANCE : "name";
  }

  private static @Nullable String next(JsonNode found, Map<String, String> chosen, Links links) {
    String after = Wording.text(found, "next");
    if (after.isEmpty()) {
      return null;
    }
    Map<String, String> query = new LinkedHashMap<>(chosen);
    query.put("after", after);
    return links.browse(query);
  }

  private static Map<String, String> without(Map<String, String> chosen, String parameter) {
    Map<String, String> query = new LinkedHashMap<>(chosen);
    query.remove(parameter);
    return query;
  }
}
