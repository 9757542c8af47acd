package io.weir.host.net.http1;

/** The names of the methods, so that a well-known one costs no allocation. */
final class Methods {
  private static final String[] KNOWN = {
    "GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "PRI"
  };

  private Methods() {}

  static String of(byte[] bytes, int from, int to) {
    for (String method : KNOWN) {
      if (matches(method, bytes, from, to)) {
        return method;
      }
    }
    return Octets.text(bytes, from, to);
  }

  private static boolean matches(String method, byte[] bytes, int from, int to) {
    if (method.length() != to - from) {
      return false;
    }
    for (int i = 0; i < method.length(); i++) {
      if (bytes[from + i] != method.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
