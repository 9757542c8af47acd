package io.weir.registry.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An inverted index over words. A word of a query finds all words that begin with it; a whole word
 * counts more than a beginning, a rare one more than a common one. Many may search while nobody
 * changes it.
 */
final class TermIndex {
  private static final int MAX_QUERY_WORDS = 16;
  private static final float WHOLE = 2f;
  private static final int COMMON = 4;

  private final TreeMap<String, Postings> terms = new TreeMap<>();
  private final Map<String, Postings> byWord = new HashMap<>(); // the same, found quicker
  private final CommonBeginnings common = new CommonBeginnings();

  /** Words by field, from the most telling. */
  enum Field {
    NAME(12),
    TITLE(8),
    KEYWORD(6),
    DESCRIPTION(3),
    README(1);

    final byte weight;

    Field(int weight) {
      this.weight = (byte) weight;
    }
  }

  /**
   * The same words, but those that the index has are its own objects: many documents share them.
   */
  Set<String> shared(Set<String> words) {
    return words.stream()
        .map(
            each -> {
              Postings known = byWord.get(each);
              return known == null ? each : known.word();
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Adds a document's words, each with the weight of its best field. */
  void add(int document, Map<Field, Set<String>> words) {
    common.clear();
    Map<String, Byte> best = new HashMap<>();
    for (Map.Entry<Field, Set<String>> each : words.entrySet()) {
      byte weight = each.getKey().weight;
      each.getValue().forEach(word -> best.merge(word, weight, TermIndex::larger));
    }
    best.forEach((word, weight) -> postings(word).put(document, weight));
  }

  private Postings postings(String word) {
    Postings known = byWord.get(word);
    if (known != null) {
      return known;
    }
    Postings fresh = new Postings(word);
    byWord.put(word, fresh);
    terms.put(word, fresh);
    return fresh;
  }

  private static byte larger(byte one, byte other) {
    return one > other ? one : other;
  }

  /** Takes a document out that was added with these words. */
  void remove(int document, Map<Field, Set<String>> words) {
    common.clear();
    for (Set<String> each : words.values()) {
      for (String word : each) {
        Postings postings = byWord.get(word);
        if (postings != null) {
          postings.remove(document);
          if (postings.size() == 0) {
            byWord.remove(word);
            terms.remove(word);
          }
        }
      }
    }
  }

  /**
   * The documents that have all words of {@code text}.
   *
   * @param documents one more than the highest number of a document
   * @return by number: how well it fits; 0 for not at all
   */
  float[] find(String text, int documents) {
    float[] all = null;
    for (String word : Words.of(text, MAX_QUERY_WORDS)) {
      float[] one = scores(word, documents);
      all = all == null ? one : both(all, one);
    }
    return all == null ? new float[documents] : all;
  }

  private float[] scores(String word, int documents) {
    float[] known = common.get(word);
    if (known != null && known.length == documents) {
      return known.clone();
    }
    float[] scores = new float[documents];
    if (find(word, documents, scores) > (long) documents * COMMON) {
      common.put(word, scores.clone());
    }
    return scores;
  }

  /** Sets scores; tells how many words of documents it has looked at. */
  private long find(String word, int documents, float[] scores) {
    long looked = 0;
    for (Map.Entry<String, Postings> each :
        terms.subMap(word, true, word + Character.MAX_VALUE, true).entrySet()) {
      Postings postings = each.getValue();
      looked += postings.size();
      float rarity = (float) Math.log1p((double) documents / postings.size());
      float fit = (float) word.length() / each.getKey().length();
      float factor = rarity * (fit == 1f ? WHOLE : fit);
      for (int i = 0; i < postings.size(); i++) {
        int document = postings.document(i);
        scores[document] = Math.max(scores[document], factor * postings.weight(i));
      }
    }
    return looked;
  }

  private static float[] both(float[] one, float[] other) {
    for (int i = 0; i < one.length; i++) {
      one[i] = one[i] > 0 && other[i] > 0 ? one[i] + other[i] : 0;
    }
    return one;
  }
}
