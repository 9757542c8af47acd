package io.weir.proxywasm.tck.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The explained differences: blocks of {@code rule}, {@code host}, {@code does} and {@code why}.
 */
final class Differences {
  private static final String FILE = "/tck/differences.txt";

  private final List<Difference> all = new ArrayList<>();

  private Differences(String text) {
    for (String block : text.split("\n\\s*\n", -1)) {
      Map<String, String> fields = fields(block);
      if (!fields.isEmpty()) {
        all.add(
            new Difference(
                field(fields, "rule"),
                field(fields, "host"),
                field(fields, "does"),
                field(fields, "why")));
      }
    }
  }

  static Differences load() {
    try (InputStream in = Objects.requireNonNull(Differences.class.getResourceAsStream(FILE))) {
      return new Differences(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Differences parse(String text) {
    return new Differences(text);
  }

  @Nullable Difference of(String rule, String host) {
    return all.stream()
        .filter(d -> d.rule().equals(rule) && d.host().equals(host))
        .findFirst()
        .orElse(null);
  }

  /** Those that name no rule of {@code rules}. */
  List<String> strangers(List<String> rules) {
    return all.stream().map(Difference::rule).filter(rule -> !rules.contains(rule)).toList();
  }

  private static Map<String, String> fields(String block) {
    Map<String, String> fields = new HashMap<>();
    String last = "";
    for (String line : block.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList()) {
      if (line.startsWith(" ")) {
        fields.merge(last, line.strip(), (a, b) -> a + " " + b);
        continue;
      }
      int colon = line.indexOf(": ");
      if (colon < 0) {
        throw new IllegalArgumentException(FILE + ": " + line + " (expected: field: text)");
      }
      last = line.substring(0, colon);
      fields.put(last, line.substring(colon + 2).strip());
    }
    return fields;
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(FILE + ": a block without " + name + ": " + fields);
    }
    return value;
  }
}
