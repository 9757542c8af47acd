package io.weir.tools.artifact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SPDX name of a licence's text. */
public final class Licences {
  private static final Pattern IDENTIFIER =
      Pattern.compile("SPDX-License-Identifier:\\s*([A-Za-z0-9.+()-]+(?: [A-Za-z0-9.+()-]+)*)");
  private static final int HEAD = 600;

  private Licences() {}

  /** What {@code text} says that it is; empty when it is none of the best known. */
  public static Optional<String> spdx(String text) {
    Matcher tagged = IDENTIFIER.matcher(text);
    if (tagged.find()) {
      return Optional.of(tagged.group(1));
    }
    String head =
        text.substring(0, Math.min(HEAD, text.length()))
            .replaceAll("\\s+", " ")
            .toLowerCase(Locale.ROOT);
    if (head.contains("apache license") && head.contains("version 2.0")) {
      return Optional.of("Apache-2.0");
    }
    if (head.contains("mozilla public license") && head.contains("2.0")) {
      return Optional.of("MPL-2.0");
    }
    boolean mit = head.contains("mit license") || head.contains("permission is hereby granted");
    return mit ? Optional.of("MIT") : Optional.empty();
  }
}
