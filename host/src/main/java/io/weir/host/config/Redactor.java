package io.weir.host.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Knows the values that secrets have had and takes them out of texts that people will see. Any
 * thread.
 */
public final class Redactor {
  /** Shorter values would blot out ordinary words. */
  private static final int MIN_LENGTH = 4;

  private static final String MASK = "***";

  /** Longest first: a value that holds another must not be masked in part. */
  private volatile List<String> values = List.of();

  /** Remembers a secret value, also in the form that JSON gives it. */
  synchronized void add(String value) {
    if (value.length() < MIN_LENGTH || values.contains(value)) {
      return;
    }
    String json = new String(JsonStringEncoder.getInstance().quoteAsString(value));
    values =
        Stream.concat(values.stream(), Stream.of(value, json))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** {@code text} with {@code ***} for every known secret of four characters or more. */
  public String redact(String text) {
    String redacted = text;
    for (String value : values) {
      redacted = redacted.replace(value, MASK);
    }
    return redacted;
  }
}
