package io.weir.registry.plugin.module;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks in a module's data for what the runtime of a language leaves there: names of its source
 * files and messages. Fed piece by piece; a text that lies across two pieces is found too.
 */
final class Traces {
  private static final Map<String, Language> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put("/rustc/", Language.RUST);
    TEXTS.put("alloc/src/", Language.RUST);
    TEXTS.put("core/src/", Language.RUST);
    TEXTS.put("tinygo", Language.TINYGO);
    TEXTS.put("QuickJS", Language.JAVASCRIPT);
    TEXTS.put("Symbol.asyncIterator", Language.JAVASCRIPT);
    TEXTS.put("NSt3__2", Language.CPP);
  }

  private static final int LONGEST =
      TEXTS.keySet().stream().mapToInt(String::length).max().orElse(1);

  private final Set<Language> found = EnumSet.noneOf(Language.class);
  private String tail = "";

  void look(byte[] piece, int length) {
    String text = tail + new String(piece, 0, length, StandardCharsets.ISO_8859_1);
    TEXTS.forEach(
        (trace, language) -> {
          if (!found.contains(language) && text.contains(trace)) {
            found.add(language);
          }
        });
    tail = text.substring(Math.max(0, text.length() - LONGEST + 1));
  }

  Set<Language> found() {
    return found;
  }
}
