package io.weir.host.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page of metrics in the Prometheus text format 0.0.4: each family once, with all its samples
 * together, in the order of their first mention. Not thread-safe.
 */
public final class Exposition {
  /** What {@code Content-Type} says of the page. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** The kinds of families that are used here. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    SUMMARY,
    UNTYPED
  }

  private record Head(Type type, String help) {}

  private final Map<String, Head> heads = new LinkedHashMap<>();
  private final Map<String, List<String>> samples = new LinkedHashMap<>();

  /**
   * A family of metrics; naming it again changes nothing.
   *
   * @param name letters, digits, {@code _} and {@code :}
   */
  public Family family(String name, Type type, String help) {
    heads.putIfAbsent(name, new Head(type, help));
    return new Family(name, samples.computeIfAbsent(name, n -> new ArrayList<>()));
  }

  /** Samples of one family. */
  public static final class Family {
    private final String name;
    private final List<String> lines;

    private Family(String name, List<String> lines) {
      this.name = name;
      this.lines = lines;
    }

    /**
     * @param labels names and values in turn
     */
    public void sample(double value, String... labels) {
      sample("", value, labels);
    }

    /**
     * @param suffix of the family's name, {@code _sum} for instance
     * @param labels names and values in turn
     */
    public void sample(String suffix, double value, String... labels) {
      StringBuilder line = new StringBuilder(name).append(suffix);
      for (int i = 0; i < labels.length; i += 2) {
        line.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
        escape(labels[i + 1], line);
        line.append('"');
      }
      line.append(labels.length == 0 ? " " : "} ").append(number(value));
      lines.add(line.toString());
    }
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      return Long.toString((long) value);
    }
    return value == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(value);
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(text.charAt(i));
      }
    }
  }

  /** The page; families without samples are left out. */
  public String text() {
    StringBuilder page = new StringBuilder(4096);
    samples.forEach(
        (name, lines) -> {
          Head head = heads.get(name);
          if (!lines.isEmpty() && head != null) {
            page.append("# HELP ").append(name).append(' ').append(head.help()).append('\n');
            page.append("# TYPE ").append(name).append(' ');
            page.append(head.type().name().toLowerCase(Locale.ROOT)).append('\n');
            lines.forEach(line -> page.append(line).append('\n'));
          }
        });
    return page.toString();
  }
}
