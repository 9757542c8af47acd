package io.weir.host.net;

/**
 * Where a request goes (RFC 9112 section 3.2).
 *
 * @param authority host and port; empty only when an HTTP/1.0 client named none
 */
record RequestTarget(String authority, String path) {
  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";
  private static final int MOST_PORT_DIGITS = 5;
  private static final int MOST_PORT = 0xffff;

  /**
   * Reads the origin form, the absolute form, whose host counts instead of the header's, and the
   * asterisk of OPTIONS. CONNECT is not served, nor what needs TLS on a connection without (RFC
   * 9110 section 7.4).
   *
   * @param secure whether the connection has TLS
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static RequestTarget parse(String method, String target, String host, boolean secure) {
    if (!isPath(target)) {
      throw new IllegalArgumentException("a request target with characters that need %-encoding");
    }
    String named = checked(host);
    if (target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"))) {
      return new RequestTarget(named, target);
    }
    int start = begins(target, HTTP) ? HTTP.length() : begins(target, HTTPS) ? HTTPS.length() : 0;
    if (start == 0 || (start == HTTPS.length() && !secure) || method.equals("CONNECT")) {
      throw new IllegalArgumentException("a request target of the wrong form");
    }
    int end = endOfAuthority(target, start);
    String authority = target.substring(start, end);
    if (authority.isEmpty() || authority.charAt(0) == ':') {
      throw new IllegalArgumentException("a request target without a host");
    }
    String rest = target.substring(end);
    return new RequestTarget(checked(authority), rest.startsWith("/") ? rest : "/" + rest);
  }

  private static boolean begins(String target, String scheme) {
    return target.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static int endOfAuthority(String target, int start) {
    int end = start;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  private static String checked(String authority) {
    if (!isAuthority(authority)) {
      throw new IllegalArgumentException("a host that is none (expected: name, or name:port)");
    }
    return authority;
  }

  /**
   * @throws IllegalArgumentException for what a request to an upstream cannot say
   */
  static void check(String path, String authority) {
    if (!isPath(path)) {
      throw new IllegalArgumentException(
          ":path: " + path.length() + " characters (expected: visible ASCII, no #)");
    }
    if (!isAuthority(authority)) {
      throw new IllegalArgumentException(":authority: not host or host:port");
    }
  }

  /** Whether it can stand in a request line: visible ASCII, and no fragment. */
  static boolean isPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return !path.isEmpty();
  }

  /** Host and optional port (RFC 3986 section 3.2), without the user information of old. */
  static boolean isAuthority(String authority) {
    int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
    if (authority.startsWith("[") && !isIpLiteral(authority, end)) {
      return false;
    }
    int port = end < 0 ? authority.length() : end;
    if (port == 0 && !authority.isEmpty()) {
      return false; // a port of no host
    }
    for (int i = authority.startsWith("[") ? port : 0; i < port; i++) {
      if (!isNameCharacter(authority.charAt(i))) {
        return false;
      }
    }
    return isPort(authority, port);
  }

  private static boolean isIpLiteral(String authority, int end) {
    for (int i = 1; i < end - 1; i++) {
      char c = authority.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return false;
      }
    }
    return end > 3;
  }

  private static boolean isPort(String authority, int from) {
    if (from == authority.length()) {
      return true;
    }
    if (authority.charAt(from) != ':' || authority.length() - from > MOST_PORT_DIGITS + 1) {
      return false;
    }
    int port = 0;
    for (int i = from + 1; i < authority.length(); i++) {
      int digit = authority.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      port = port * 10 + digit;
    }
    return port <= MOST_PORT;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~%!$&'()*+,;=".indexOf(c) >= 0;
  }
}
