package io.weir.host.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Statuses of HTTP, from {@code first} to {@code last}, written {@code 200} or {@code 200-299}. */
public record StatusRange(int first, int last) {
  private static final Pattern FORM = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  /** Null when {@code text} is none. */
  static @Nullable StatusRange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    int first = Integer.parseInt(form.group(1));
    int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
    return last < first ? null : new StatusRange(first, last);
  }

  public boolean contains(int status) {
    return first <= status && status <= last;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
