package io.weir.tools.admin;

import io.weir.registry.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where the admin API is, as people write it. */
final class AdminAddress {
  private AdminAddress() {}

  /**
   * Reads {@code HOST:PORT}, which is plain HTTP on this machine and TLS elsewhere, or a URL.
   *
   * @return the base, without a slash at its end
   * @throws IllegalArgumentException when it is neither, or would send the token in the clear
   */
  static URI parse(String text) {
    String loopbackScheme = Loopback.isLoopback(Loopback.hostOf(text)) ? "http" : "https";
    URI uri = uri(text, text.contains("://") ? text : loopbackScheme + "://" + text);
    boolean http = "http".equals(uri.getScheme());
    if (uri.getHost() == null || uri.getPort() < 0 && !text.contains("://")) {
      throw malformed(text, null);
    }
    if (!http && !"https".equals(uri.getScheme())
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw malformed(text, null);
    }
    if (http && !Loopback.isLoopback(uri.getHost())) {
      throw new IllegalArgumentException(
          text
              + " would send the token in the clear (expected: https://, or a gateway on this"
              + " machine)");
    }
    String base = uri.toString();
    return URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
  }

  private static URI uri(String text, String whole) {
    try {
      return new URI(whole);
    } catch (URISyntaxException e) {
      throw malformed(text, e);
    }
  }

  private static IllegalArgumentException malformed(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        text + " (expected: HOST:PORT as in 127.0.0.1:8081, or a URL)", cause);
  }
}
