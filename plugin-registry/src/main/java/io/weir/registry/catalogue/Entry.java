package io.weir.registry.catalogue;

import io.weir.registry.catalogue.TermIndex.Field;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A plugin in the index.
 *
 * @param summary of its latest version
 * @param titleKey what its title is ordered by
 * @param readme the digest of the README that the words come from; null for none
 * @param readmeWords its words
 */
record Entry(
    PluginSummary summary, String titleKey, @Nullable String readme, Set<String> readmeWords) {
  private static final int MAX_WORDS = 400;

  /** One whose README was not read yet. */
  static Entry of(PluginSummary summary, @Nullable String readme) {
    return new Entry(summary, summary.title().toLowerCase(Locale.ROOT), readme, Set.of());
  }

  Map<Field, Set<String>> words() {
    Map<Field, Set<String>> words = new EnumMap<>(Field.class);
    String repository = summary.repository();
    words.put(Field.NAME, Words.of(summary.name() + " " + repository, MAX_WORDS));
    words.put(Field.TITLE, Words.of(summary.title(), MAX_WORDS));
    words.put(Field.KEYWORD, keywords());
    words.put(Field.DESCRIPTION, Words.of(summary.description(), MAX_WORDS));
    words.put(Field.README, readmeWords);
    return words;
  }

  private Set<String> keywords() {
    Set<String> words = new TreeSet<>(Words.of(String.join(" ", summary.keywords()), MAX_WORDS));
    words.addAll(Words.of(summary.category(), MAX_WORDS));
    return words;
  }

  Entry withReadme(Set<String> words) {
    return new Entry(summary, titleKey, readme, words);
  }
}
