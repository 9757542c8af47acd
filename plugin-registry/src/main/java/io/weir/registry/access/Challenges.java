package io.weir.registry.access;

import io.weir.registry.http.Action;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;

/**
 * How the registry asks for a login (RFC 9110, section 11.6.1). Realms are URLs, since Istio
 * refuses others; and since it refuses those of private addresses too, the token flow is for
 * servers that are known by a name or by loopback.
 */
final class Challenges {
  static final String SERVICE = "weir";
  private static final String HEADER = "WWW-Authenticate";

  private Challenges() {}

  /** Whether the client can be sent to {@code /token}. */
  static boolean byToken(RegistryRequest request) {
    return !PrivateAddress.isPrivate(request.origin());
  }

  /** 401 for {@code /v2/} itself. */
  static RegistryFault ask(RegistryRequest request, String why) {
    return ask(request, "", why);
  }

  /** 401 for {@code action} on {@code repository}. */
  static RegistryFault ask(RegistryRequest request, Action action, String repository, String why) {
    String actions =
        switch (action) {
          case PULL -> "pull";
          case PUSH -> "pull,push";
          case DELETE -> "pull,push,delete";
        };
    return ask(request, ",scope=\"repository:" + repository + ":" + actions + "\"", why);
  }

  /** 401 for the list of repositories. */
  static RegistryFault askCatalog(RegistryRequest request) {
    return ask(request, ",scope=\"" + Scope.CATALOG + "\"", "log in to see what you may pull");
  }

  private static RegistryFault ask(RegistryRequest request, String scope, String why) {
    String challenge =
        byToken(request)
            ? "Bearer realm=\"%s/token\",service=\"%s\"%s"
                .formatted(request.origin(), SERVICE, scope)
            : realm(request);
    return new RegistryFault(ErrorCode.UNAUTHORIZED, why).with(HEADER, challenge);
  }

  /** 401 for {@code /token}, where only a user and password help. */
  static RegistryFault askBasic(RegistryRequest request, String why) {
    return new RegistryFault(ErrorCode.UNAUTHORIZED, why).with(HEADER, realm(request));
  }

  private static String realm(RegistryRequest request) {
    return "Basic realm=\"" + request.origin() + "\"";
  }
}
