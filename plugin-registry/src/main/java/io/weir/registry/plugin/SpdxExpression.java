package io.weir.registry.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads licence expressions (SPDX specification, annex "SPDX license expressions"): identifiers of
 * the SPDX list with AND, OR, WITH, {@code +} and parentheses.
 */
final class SpdxExpression {
  private static final int MAX_TOKENS = 64;
  private static final Set<String> KNOWN = known();

  private final StringTokenizer tokens;
  private @Nullable String token;

  private SpdxExpression(String text) {
    this.tokens = new StringTokenizer(text.replace("(", " ( ").replace(")", " ) "));
    next();
  }

  /** What is wrong with {@code text}; null when it is an expression of known licences. */
  static @Nullable String problem(String text) {
    SpdxExpression reader = new SpdxExpression(text);
    if (reader.tokens.countTokens() > MAX_TOKENS) {
      return "more than " + MAX_TOKENS + " parts";
    }
    String problem = reader.expression();
    return problem == null && reader.token != null ? "unexpected " + reader.token : problem;
  }

  private @Nullable String expression() {
    String problem = term();
    while (problem == null && (is("AND") || is("OR"))) {
      next();
      problem = term();
    }
    return problem;
  }

  private @Nullable String term() {
    if (is("(")) {
      next();
      String problem = expression();
      if (problem == null && !is(")")) {
        return "no ) after (";
      }
      next();
      return problem;
    }
    String problem = licence();
    if (problem == null && is("WITH")) {
      next();
      return token == null ? "nothing after WITH" : exception();
    }
    return problem;
  }

  private @Nullable String exception() {
    next();
    return null;
  }

  private @Nullable String licence() {
    String name = token;
    if (name == null) {
      return "it ends too early";
    }
    next();
    String bare = name.endsWith("+") ? name.substring(0, name.length() - 1) : name;
    boolean own = bare.matches("(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+");
    return own || KNOWN.contains(bare.toLowerCase(Locale.ROOT))
        ? null
        : name + " is not on the SPDX list";
  }

  private boolean is(String word) {
    return word.equals(token);
  }

  private void next() {
    token = tokens.hasMoreTokens() ? tokens.nextToken() : null;
  }

  private static Set<String> known() {
    InputStream list = SpdxExpression.class.getResourceAsStream("spdx-licences.txt");
    if (list == null) {
      throw new IllegalStateException("spdx-licences.txt is part of this archive");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(each -> each.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new IllegalStateException("spdx-licences.txt is part of this archive", e);
    }
  }
}
