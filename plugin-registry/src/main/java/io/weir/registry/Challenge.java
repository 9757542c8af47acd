package io.weir.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code WWW-Authenticate} challenge (RFC 9110, section 11.6.1).
 *
 * @param scheme lower case, {@code basic} or {@code bearer}
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z0-9_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

  /** The first challenge that can be met, Bearer before Basic; null when there is none. */
  static @Nullable Challenge choose(List<String> headers) {
    Challenge basic = null;
    for (String header : headers) {
      Challenge each = parse(header);
      if (each.scheme.equals("bearer")) {
        return each;
      }
      if (each.scheme.equals("basic")) {
        basic = each;
      }
    }
    return basic;
  }

  private static Challenge parse(String header) {
    String text = header.strip();
    int space = text.indexOf(' ');
    String scheme = space < 0 ? text : text.substring(0, space);
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher matcher = PARAMETER.matcher(space < 0 ? "" : text.substring(space));
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String value = quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : matcher.group(3);
      parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return new Challenge(scheme.toLowerCase(Locale.ROOT), parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
