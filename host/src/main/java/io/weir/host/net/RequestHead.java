package io.weir.host.net;

import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.net.http1.RequestParser;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.x request in the neutral form.
 *
 * @param upgrade the client asks for another protocol, which the header {@code upgrade} names
 * @param expectsContinue the body comes when the client is told to send it
 * @param http2Settings of a request to go on in HTTP/2 (RFC 7540 section 3.2); null for others
 */
record RequestHead(
    HeaderList headers, boolean upgrade, boolean expectsContinue, @Nullable String http2Settings) {

  /**
   * @throws MalformedMessageException saying why it is one that is not served
   */
  static RequestHead of(RequestParser request, Downstream down) {
    if (request.method().equals("CONNECT")) {
      throw new MalformedMessageException(501, "CONNECT is not served");
    }
    HeaderList headers = request.headers();
    target(request, headers, down);
    boolean expects = expectsContinue(request.expect());
    String protocols = request.hasBody() ? null : request.upgrade();
    String settings = null;
    if (protocols != null && hasH2c(protocols)) {
      settings = request.http2Settings();
      protocols = null;
    }
    if (protocols != null) {
      headers.append("connection", "upgrade");
      headers.append("upgrade", protocols);
    }
    ForwardedHeaders.add(headers, down);
    return new RequestHead(headers, protocols != null, expects, settings);
  }

  private static void target(RequestParser request, HeaderList headers, Downstream down) {
    RequestTarget target;
    try {
      target =
          RequestTarget.parse(
              request.method(), request.target(), request.host(), down.tls() != null);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(400, String.valueOf(e.getMessage()));
    }
    headers.set(":authority", target.authority());
    headers.set(":path", target.path());
    headers.set(":scheme", ForwardedHeaders.scheme(down));
  }

  /** RFC 9110 section 10.1.1. */
  private static boolean expectsContinue(@Nullable String expect) {
    if (expect == null) {
      return false;
    }
    if (!expect.equalsIgnoreCase("100-continue")) {
      throw new MalformedMessageException(
          417, "an expectation that nobody meets (expected: 100-continue)");
    }
    return true;
  }

  private static boolean hasH2c(String protocols) {
    for (String protocol : protocols.split(",", -1)) {
      if (protocol.strip().toLowerCase(Locale.ROOT).equals("h2c")) {
        return true;
      }
    }
    return false;
  }
}
