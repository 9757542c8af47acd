package io.weir.registry.market;

import java.util.Locale;

/** Names of languages, each in itself. */
final class Languages {
  private Languages() {}

  static String name(String code) {
    Locale locale = Locale.forLanguageTag(code);
    String name = locale.getDisplayLanguage(locale);
    return name.isEmpty() ? code : name;
  }
}
