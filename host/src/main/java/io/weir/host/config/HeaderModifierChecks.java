package io.weir.host.config;

import io.weir.host.config.HeaderTemplate.BadTemplateException;
import io.weir.host.config.RouteFilter.Header;
import io.weir.host.config.RouteFilter.HeaderModifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Headers that a route sets, adds and removes. */
final class HeaderModifierChecks {
  /** What the codecs say themselves. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Problems problems;
  private final NameChecks names;

  HeaderModifierChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void check(HeaderModifier headers, String at) {
    headers(headers.set(), Paths.field(at, "set"));
    headers(headers.add(), Paths.field(at, "add"));
    for (int i = 0; i < headers.remove().size(); i++) {
      name(headers.remove().get(i), Paths.item(Paths.field(at, "remove"), i));
    }
  }

  private void headers(List<Header> headers, String at) {
    for (int i = 0; i < headers.size(); i++) {
      header(headers.get(i), Paths.item(at, i));
    }
  }

  void header(Header header, String at) {
    name(header.name(), Paths.field(at, "name"));
    value(header.value(), Paths.field(at, "value"));
  }

  private void name(String name, String at) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("host")) {
      problems.add(at, "host is no header to change", "write a filter URLRewrite with hostname");
    } else if (FRAMING.contains(lower)) {
      problems.add(at, lower + " is the gateway's own to say", "leave it out");
    } else {
      names.token(at, name, "the name of a header");
    }
  }

  /** RFC 9110 section 5.5: no controls, no blank at either end. */
  private void value(String value, String at) {
    if (!value.equals(value.strip())
        || value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
      problems.add(
          at,
          Fields.quote(value) + " (expected: the value of a header)",
          "leave out line breaks, other controls, and blanks at both ends");
      return;
    }
    try {
      var unused = HeaderTemplate.parse(value);
    } catch (BadTemplateException e) {
      String known =
          Arrays.stream(HeaderTemplate.Variable.values())
              .map(v -> v == HeaderTemplate.Variable.REQ ? "%REQ(name)%" : "%" + v + "%")
              .collect(Collectors.joining(", "));
      problems.add(
          at, Fields.quote(value) + ": " + e.getMessage(), "use " + known + ", or %% for a %");
    }
  }
}
