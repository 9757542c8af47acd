package io.weir.host.config;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as configurations write it: {@code 127.0.0.1:8080}, {@code shop.internal:80}, {@code
 * [::1]:8080}.
 *
 * @param host a name or a literal address, an IPv6 one without its brackets
 * @param port 0 to 65535; 0 asks for any free port
 */
public record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9_.-]+)):([0-9]{1,5})");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");

  /** The address, or null when {@code text} is none. */
  public static @Nullable HostPort parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    int port = Integer.parseInt(form.group(3));
    String host = form.group(1) != null ? form.group(1) : form.group(2);
    if (port > 65535 || !isHost(host)) {
      return null;
    }
    return new HostPort(host, port);
  }

  /** Resolves the host now; blocks when it is a name. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  /** Whether this is an address of this machine only, by its literal or the name localhost. */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("0:0:0:0:0:0:0:1")
        || (host.startsWith("127.") && IPV4.matcher(host).matches());
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Whether {@code host} is a name or a literal address, an IPv6 one without its brackets. */
  static boolean isHost(String host) {
    if (host.indexOf(':') >= 0) {
      return host.matches("[0-9A-Fa-f:]*(?:[0-9]+(?:\\.[0-9]+){3})?");
    }
    if (!NAME.matcher(host).matches()) {
      return false;
    }
    if (DIGITS_AND_DOTS.matcher(host).matches()) {
      return IPV4.matcher(host).matches();
    }
    return !host.startsWith(".") && !host.contains("..");
  }
}
