package io.weir.proxywasm.tck.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a rule: the comments at the head of its file say what it is and what must come of it. */
final class RuleReader {
  private final String id;
  private final StringBuilder text = new StringBuilder();
  private final List<Exchange> exchanges = new ArrayList<>();
  private @Nullable ExchangeReader exchange;
  private Set<Driver> drivers = EnumSet.allOf(Driver.class);
  private String source = "";
  private String vmConfiguration = "";
  private String pluginConfiguration = "{}";
  private boolean refused;
  private boolean alone;
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  private int filters = 1;
  private int waitMillis;
  private @Nullable String report;

  private RuleReader(String id) {
    this.id = id;
  }

  /**
   * @param file the whole text of the rule's file
   * @throws IllegalArgumentException naming the rule and what is wrong in it
   */
  static Rule read(String id, String file, Prelude prelude) {
    RuleReader reader = new RuleReader(id);
    for (String line : file.lines().toList()) {
      if (!line.startsWith(";;")) {
        break;
      }
      reader.line(line.substring(2).strip());
    }
    return reader.rule(prelude.complete(file));
  }

  private void line(String line) {
    if (!line.startsWith("@")) {
      text.append(text.isEmpty() ? "" : " ").append(line);
      return;
    }
    int blank = line.indexOf(' ');
    String name = blank < 0 ? line.substring(1) : line.substring(1, blank);
    String value = blank < 0 ? "" : line.substring(blank + 1).strip();
    try {
      directive(name, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(id + ": " + e.getMessage(), e);
    }
  }

  private void directive(String name, String value) {
    switch (name) {
      case "source" -> source = value;
      case "on" -> drivers = drivers(value);
      case "vm-config" -> vmConfiguration = value;
      case "plugin-config" -> pluginConfiguration = value;
      case "refused" -> {
        refused = true;
        alone = true;
      }
      case "alone" -> alone = true;
      case "tcp", "http2", "live", "redis", "end" ->
          traits.add(Trait.valueOf(name.toUpperCase(Locale.ROOT)));
      case "filters" -> filters = Integer.parseInt(value);
      case "wait" -> waitMillis = Integer.parseInt(value);
      case "report" -> report = Texts.decode(value);
      case "request" -> {
        finish();
        exchange = new ExchangeReader(value);
      }
      default -> {
        if (exchange == null || !exchange.directive(name, value)) {
          throw new IllegalArgumentException("@" + name + ": no such directive here");
        }
      }
    }
  }

  private static Set<Driver> drivers(String names) {
    Set<Driver> drivers = EnumSet.noneOf(Driver.class);
    for (String name : names.split(" ", -1)) {
      drivers.add(Driver.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    return drivers;
  }

  private void finish() {
    if (exchange != null) {
      exchanges.add(exchange.exchange());
    }
  }

  private Rule rule(String wat) {
    finish();
    if (source.isEmpty() || text.isEmpty() || (exchanges.isEmpty() && report == null && !refused)) {
      throw new IllegalArgumentException(
          id + ": a rule needs its text, @source, and @request, @report or @refused");
    }
    return new Rule(
        id,
        text.toString(),
        source,
        drivers,
        vmConfiguration,
        pluginConfiguration,
        refused,
        alone,
        traits,
        filters,
        waitMillis,
        exchanges,
        report,
        wat);
  }
}
