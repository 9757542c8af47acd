package io.weir.registry.catalogue;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The words of a text: runs of letters and digits in lower case. Writing without spaces, as Chinese
 * has it, is taken by pairs of characters.
 */
final class Words {
  private static final int MAX_LENGTH = 40;

  private Words() {}

  /** The distinct words in their order, at most {@code limit}. */
  static Set<String> of(String text, int limit) {
    Set<String> words = new LinkedHashSet<>();
    StringBuilder word = new StringBuilder();
    int before = 0;
    for (int at = 0; at < text.length() && words.size() < limit; ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (Character.isIdeographic(point)) {
        end(word, words);
        words.add(before == 0 ? text(point) : text(before) + text(point));
        before = point;
        continue;
      }
      before = 0;
      if (Character.isLetterOrDigit(point)) {
        word.appendCodePoint(Character.toLowerCase(point));
      } else {
        end(word, words);
      }
    }
    end(word, words);
    return words;
  }

  private static String text(int point) {
    return Character.toString(point);
  }

  private static void end(StringBuilder word, Set<String> words) {
    if (!word.isEmpty() && word.length() <= MAX_LENGTH) {
      words.add(word.toString());
    }
    word.setLength(0);
  }
}
