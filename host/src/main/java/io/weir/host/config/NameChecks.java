package io.weir.host.config;

import java.util.regex.Pattern;

/** The syntax of names, addresses and expressions that several kinds of objects have. */
final class NameChecks {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final int MAX_NAME = 253;

  /** RFC 9110 section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final int MAX_EXPRESSION = 2048;
  private static final Pattern LOOK_AROUND = Pattern.compile("\\(\\?<?[=!]|\\\\[1-9]");

  private final Problems problems;

  NameChecks(Problems problems) {
    this.problems = problems;
  }

  void name(String path, String name) {
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      problems.add(
          Paths.field(path, "name"),
          Fields.quote(name) + " (expected: letters, digits, '-', '_' and '.', at most 253)",
          "choose such a name, beginning and ending with a letter or a digit");
    }
  }

  void address(String path, String address, boolean anyPort) {
    HostPort parsed = HostPort.parse(address);
    if (parsed != null && (anyPort || parsed.port() != 0)) {
      return;
    }
    problems.add(
        path, Fields.quote(address) + " (expected: host:port)", addressRemedy(address, anyPort));
  }

  /** A name or a literal address alone, of one server. */
  void host(String path, String host) {
    if (HostPort.isHost(host)) {
      return;
    }
    problems.add(
        path,
        Fields.quote(host) + " (expected: a name such as shop.example.com, or an address)",
        host.isBlank()
            ? "leave it out for the endpoint's own host"
            : "write it without scheme, port, path, brackets and '*'");
  }

  private static String addressRemedy(String address, boolean listener) {
    if (address.contains("://")) {
      return "leave out the scheme and the path: 127.0.0.1:9001";
    }
    if (address.matches(":[0-9]+")) {
      return "write 127.0.0.1" + address + (listener ? ", or 0.0.0.0" + address : "");
    }
    if (HostPort.parse(address + ":80") != null) {
      return "add the port: " + address + ":80";
    }
    return "write an address such as 127.0.0.1:9001, shop.internal:80 or [::1]:9001";
  }

  void token(String path, String token, String what) {
    if (!TOKEN.matcher(token).matches()) {
      problems.add(
          path,
          Fields.quote(token) + " (expected: " + what + ")",
          "write it without blanks, colons and brackets");
    }
  }

  /**
   * An expression of RE2, which is matched in a time that grows with the text only: one with
   * backtracking could be made to take minutes by a request.
   */
  void expression(String path, String expression) {
    if (expression.length() > MAX_EXPRESSION) {
      problems.add(
          path,
          expression.length() + " characters (expected: at most " + MAX_EXPRESSION + ")",
          "write a shorter expression, or several matches");
      return;
    }
    try {
      var unused = com.google.re2j.Pattern.compile(expression);
    } catch (com.google.re2j.PatternSyntaxException e) {
      problems.add(
          path,
          Fields.quote(expression) + " is no regular expression of RE2: " + e.getDescription(),
          remedy(expression));
    }
  }

  private static String remedy(String expression) {
    if (LOOK_AROUND.matcher(expression).find()) {
      return "RE2 has no look-around and no back-references: write several matches instead";
    }
    return "correct it, or use type: Exact; \\ escapes a character with a meaning";
  }
}
