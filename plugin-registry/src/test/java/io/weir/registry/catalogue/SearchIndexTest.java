package io.weir.registry.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.registry.Digest;
import io.weir.registry.catalogue.Query.Sort;
import io.weir.registry.plugin.module.Capability;
import io.weir.registry.signature.SignatureState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchIndexTest {
  private final SearchIndex index = new SearchIndex();

  @BeforeEach
  void fill() {
    put("plugins/key-auth", "Key authentication", "Lets requests in by key", "auth", "Rust", 5);
    put("plugins/jwt-auth", "JWT", "Checks tokens of authentication", "auth", "Go", 9);
    put("plugins/rate-limit", "Rate limiting", "Counts requests", "flow-control", "Rust", 1);
    put("zh/限流", "限流插件", "请求限制", "flow-control", null, 0);
  }

  private void put(
      String repository,
      String title,
      String description,
      String category,
      @Nullable String language,
      long downloads) {
    index.put(
        Entry.of(summary(repository, title, description, category, language, downloads), null)
            .withReadme(Set.of("readme")));
  }

  static PluginSummary summary(
      String repository,
      String title,
      String description,
      String category,
      @Nullable String language,
      long downloads) {
    return new PluginSummary(
        repository,
        repository.substring(repository.lastIndexOf('/') + 1),
        title,
        description,
        category,
        language,
        "AUTHN",
        null,
        "0.2.1",
        "Apache-2.0",
        List.of(),
        List.of(Capability.HEADERS),
        "1.0.0",
        Digest.sha256(new byte[0]),
        Instant.EPOCH,
        downloads,
        true,
        SignatureState.UNSIGNED,
        null,
        null);
  }

  private List<String> found(String text) {
    return names(index.search(Query.of(text), name -> true));
  }

  private static List<String> names(SearchPage page) {
    return page.plugins().stream().map(PluginSummary::name).toList();
  }

  @Test
  void allWordsMustBeThereAndMayBeBeginnings() {
    assertEquals(List.of("key-auth"), found("key auth"));
    assertEquals(
        List.of("key-auth", "jwt-auth"), found("AUTHENT").stream().sorted().toList().reversed());
    assertEquals(List.of("rate-limit"), found("count req"));
    assertEquals(List.of(), found("key nothing"));
    assertEquals(4, found("readme").size());
    assertEquals(4, found("").size());
  }

  @Test
  void theNameCountsMoreThanTheDescription() {
    assertEquals("key-auth", found("key").getFirst());
    assertEquals("rate-limit", found("rate").getFirst());
  }

  @Test
  void writingWithoutSpacesIsFound() {
    assertEquals(List.of("限流"), found("限流"));
    assertEquals(List.of("限流"), found("流插"));
  }

  @Test
  void filtersAndFacetsAgree() {
    Query query =
        new Query("", "AUTH", null, null, null, null, null, null, Sort.DOWNLOADS, 10, null);
    SearchPage page = index.search(query, name -> true);

    assertEquals(List.of("jwt-auth", "key-auth"), names(page));
    assertEquals(Map.of("Rust", 1, "Go", 1), page.facets().get("language"));
    assertEquals(Map.of("auth", 2), page.facets().get("category"));
  }

  @Test
  void whatMayNotBeSeenIsNotEvenCounted() {
    SearchPage page = index.search(Query.of(""), name -> name.startsWith("zh/"));

    assertEquals(1, page.total());
    assertEquals(Map.of("flow-control", 1), page.facets().get("category"));
  }

  @Test
  void pagesFollowEachOtherWithoutGapsInEveryOrder() {
    for (Sort sort : Sort.values()) {
      List<String> all = new ArrayList<>();
      String after = null;
      do {
        Query query = new Query("", null, null, null, null, null, null, null, sort, 1, after);
        SearchPage page = index.search(query, name -> true);
        all.addAll(names(page));
        after = page.next();
      } while (after != null);
      assertEquals(4, all.stream().distinct().count(), sort + ": " + all);
      assertEquals(4, all.size());
    }
  }

  @Test
  void whatIsPutAnewOrRemovedIsFoundNoMoreByWhatItWas() {
    put("plugins/key-auth", "Badge", "Other words", "custom", null, 5);
    assertEquals(List.of(), found("requests in"));
    assertEquals(List.of("key-auth"), found("badge"));

    index.remove("plugins/key-auth");
    assertEquals(List.of(), found("badge"));
    assertNull(index.get("plugins/key-auth"));
    assertEquals(3, index.size());
  }
}
