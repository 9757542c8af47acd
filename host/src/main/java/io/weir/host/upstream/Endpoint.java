package io.weir.host.upstream;

/** One address of a cluster. {@code host} may be a name, which each connect looks up. */
public record Endpoint(String host, int port) {
  /**
   * Reads {@code host:port}, {@code [v6]:port} included; the configuration has checked the form.
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new Endpoint(host, Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
