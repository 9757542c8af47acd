package io.weir.registry.access;

import io.weir.registry.config.AccessConfig;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.limit.RateLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. Credentials that are wrong are refused for reading too, so that a login tells.
 *
 * <p>Docker, podman and skopeo send credentials only when {@code /v2/} itself asks for them, and
 * with {@code Basic} could then not read without; so {@code /v2/} asks by the token flow, whose
 * tokens anybody gets for reading. Istio refuses a realm that is a private address; a server
 * reached by one does not ask at {@code /v2/} while there is something that everybody may pull, and
 * asks for {@code Basic} where it must. Thread-safe; blocks as {@link Logins} does.
 */
public final class AccessControl implements AutoCloseable {
  /** The name of the folder within the registry's. */
  public static final String FOLDER = "access";

  private static final String TOKEN_PATH = "/token";
  private static final String CATALOG_PATH = "/v2/_catalog";

  private final boolean everything;
  private final Rules rules;
  private final Logins logins;
  private final TokenEndpoint tokens;
  private final RateLimits limits;

  /**
   * @param ownerToken the owner's; null for none
   * @param everything whether anybody may do everything
   * @param folder where the key of tokens and the access tokens are kept
   * @throws IOException when a file that the configuration names cannot be used
   */
  public AccessControl(
      @Nullable String ownerToken,
      boolean everything,
      AccessConfig config,
      Path folder,
      RateLimits limits)
      throws IOException {
    this.everything = everything;
    this.limits = limits;
    rules = new Rules(config);
    logins = new Logins(ownerToken, config, rules, folder);
    tokens = new TokenEndpoint(logins, rules, Clock.systemUTC());
  }

  /**
   * Who sent the request.
   *
   * @throws RegistryFault 401 when its credentials are wrong, or {@code /v2/} has to ask for some
   */
  public Caller identify(RegistryRequest request) {
    if (everything) {
      return new KnownCaller(request, Identity.OWNER, null, rules);
    }
    boolean token = request.path().equals(TOKEN_PATH);
    String given = request.header("authorization");
    if (given == null && !token && isBase(request) && asks(request)) {
      throw Challenges.ask(request, "log in");
    }
    if (given == null && request.path().equals(CATALOG_PATH) && hidesSome(request)) {
      throw Challenges.askCatalog(request);
    }
    Proof proof = proof(request, given);
    if (proof == null) {
      throw token
          ? Challenges.askBasic(request, "wrong user or password")
          : Challenges.ask(request, "wrong credentials, or they are good no more");
    }
    boolean wholeCatalog =
        proof.scopes() != null
            && request.path().equals(CATALOG_PATH)
            && proof.scopes().contains(Scope.CATALOG);
    return new KnownCaller(request, proof.identity(), wholeCatalog ? null : proof.scopes(), rules);
  }

  /** Whether {@link #identify} answers without blocking. */
  public static boolean identifiesAtOnce(RegistryRequest request) {
    String given = request.header("authorization");
    return given == null || given.equalsIgnoreCase("Bearer " + TokenEndpoint.ANONYMOUS);
  }

  private static boolean isBase(RegistryRequest request) {
    return request.path().equals("/v2/") || request.path().equals("/v2");
  }

  /** Whether a login, also that of nobody by the token flow, can show more of the catalogue. */
  private boolean hidesSome(RegistryRequest request) {
    return asks(request) && !rules.anonymousEverywhere();
  }

  private boolean asks(RegistryRequest request) {
    return Challenges.byToken(request) || !rules.anonymousAtAll();
  }

  /** {@code /token}. */
  public RegistryResponse token(RegistryRequest request) throws IOException {
    return switch (request.method()) {
      case "GET" -> {
        Proof proof = proof(request, request.header("authorization"));
        if (proof == null
            || proof.scopes() != null) { // a token of here buys no wider or longer one
          throw Challenges.askBasic(request, "wrong user or password");
        }
        yield tokens.get(request, proof);
      }
      case "POST" -> post(request);
      default ->
          throw new RegistryFault(
                  ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: GET, POST)")
              .with("Allow", "GET, POST");
    };
  }

  private RegistryResponse post(RegistryRequest request) throws IOException {
    Map<String, List<String>> form = Form.read(request);
    limits.mayLogIn(request.remote());
    try {
      return tokens.post(request, form);
    } catch (RegistryFault e) {
      limits.loginFailed(request.remote());
      throw e;
    }
  }

  /** What the {@code Authorization} header proves; null when it is wrong. */
  private @Nullable Proof proof(RegistryRequest request, @Nullable String authorization) {
    if (authorization == null) {
      return Proof.NOTHING;
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    String value = space < 0 ? "" : authorization.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("bearer")) {
      return value.equals(TokenEndpoint.ANONYMOUS) ? Proof.NOTHING : bearer(request, value);
    }
    return scheme.equalsIgnoreCase("basic") ? basic(request, value) : null;
  }

  private @Nullable Proof bearer(RegistryRequest request, String token) {
    if (!Logins.guessable(token)) {
      return logins.bearer(token);
    }
    limits.mayLogIn(request.remote());
    return counted(request, logins.bearer(token));
  }

  private @Nullable Proof basic(RegistryRequest request, String value) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
    int colon = pair.indexOf(':');
    if (colon <= 0) {
      return null;
    }
    limits.mayLogIn(request.remote());
    return counted(request, logins.password(pair.substring(0, colon), pair.substring(colon + 1)));
  }

  private @Nullable Proof counted(RegistryRequest request, @Nullable Proof proof) {
    if (proof == null) {
      limits.loginFailed(request.remote());
    }
    return proof;
  }

  @Override
  public void close() {
    logins.close();
  }
}
