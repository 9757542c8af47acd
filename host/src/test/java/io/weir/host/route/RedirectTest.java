package io.weir.host.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.config.RouteFilter.RequestRedirect;
import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectTest {
  /** Ports by the rules of Gateway API's {@code HTTPRequestRedirectFilter}. */
  @ParameterizedTest
  @CsvSource({
    "https, ,     ,     http,  8080, https://a/p",
    "https, ,     8443, http,  8080, https://a:8443/p",
    "http,  ,     ,     https, 8443, http://a/p",
    ",      b.c,  ,     http,  8080, http://b.c:8080/p",
    ",      b.c,  ,     http,  80,   http://b.c/p",
    ",      b.c,  ,     https, 443,  https://b.c/p",
    ",      ,     443,  https, 8443, https://a/p",
    ",      b.c,  ,     http,  -1,   http://b.c/p"
  })
  void location(
      @Nullable String scheme,
      @Nullable String host,
      @Nullable Integer port,
      String from,
      int listener,
      String expected) {
    HeaderList request = new HeaderList();
    request.add(":scheme", from);
    request.add(":authority", "a:8080");
    request.add(":path", "/p");
    Redirect redirect = new Redirect(new RequestRedirect(scheme, host, port, null, 302), "/");
    assertEquals(expected, redirect.location(request, listener));
  }

  /** TLS ends before the gateway: the client is to come back to where it came in. */
  @ParameterizedTest
  @CsvSource({
    "https, ,     ,     https://a/p",
    "https, 8443, ,     https://a:8443/p",
    "https, no,   ,     https://a/p",
    "https, ,     9000, https://a:9000/p",
    "http,  ,     ,     http://a:8080/p",
    "ftp,   ,     ,     http://a:8080/p"
  })
  void aTrustedProxySaysWhatTheClientSpeaks(
      String proto, @Nullable String forwardedPort, @Nullable Integer port, String expected) {
    HeaderList request = new HeaderList();
    request.add(":scheme", "http");
    request.add(":authority", "a");
    request.add(":path", "/p");
    request.add("x-forwarded-proto", proto);
    if (forwardedPort != null) {
      request.add("x-forwarded-port", forwardedPort);
    }
    Redirect redirect = new Redirect(new RequestRedirect(null, null, port, null, 302), "/");
    assertEquals(expected, redirect.location(request, 8080));
  }
}
