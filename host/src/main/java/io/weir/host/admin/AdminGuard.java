package io.weir.host.admin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets through who has the token and is no web page of somebody else; the marketplace's pages need
 * no token. It runs on the event loop and does not block.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AdminGuard {
  private static final String SCHEME = "Bearer ";

  private final AdminToken token;
  private final OriginRules rules;

  AdminGuard(AdminToken token, AdminAddress address) {
    this.token = token;
    this.rules = new OriginRules(address.bound());
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    if (isProbe(request)) {
      return null;
    }
    HttpHeaders headers = request.getHeaders();
    String refusal =
        rules.refusal(
            headers.getAll(HttpHeaders.HOST),
            headers.get(HttpHeaders.ORIGIN),
            isVisit(request) ? null : headers.get("Sec-Fetch-Site"));
    if (refusal != null) {
      return ProblemResponses.of(HttpStatus.FORBIDDEN, refusal);
    }
    if (Marketplace.has(request.getPath())) {
      return null;
    }
    if (!hasToken(headers.getAll(HttpHeaders.AUTHORIZATION))) {
      return ProblemResponses.of(
              HttpStatus.UNAUTHORIZED,
              "the token is missing or wrong; send Authorization: Bearer with the line in the"
                  + " file token of the gateway's data directory")
          .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"weir\"");
    }
    return null;
  }

  /** Whoever asks, by whatever name: the answer is one word. */
  private static boolean isProbe(HttpRequest<?> request) {
    String path = request.getPath();
    return path.equals(ProbesController.LIVE) || path.equals(ProbesController.READY);
  }

  /** A link on another page that leads here: it shows a page, and tells the other one nothing. */
  private static boolean isVisit(HttpRequest<?> request) {
    return Marketplace.has(request.getPath())
        && request.getMethod() == HttpMethod.GET
        && "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
        && "document".equals(request.getHeaders().get("Sec-Fetch-Dest"));
  }

  private boolean hasToken(List<String> authorization) {
    if (authorization.size() != 1) {
      return false;
    }
    String value = authorization.getFirst();
    return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.matches(value.substring(SCHEME.length()).strip());
  }
}
