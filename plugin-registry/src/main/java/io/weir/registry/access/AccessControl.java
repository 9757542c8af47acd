package io.weir.registry.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.AccessToken;
import io.weir.registry.config.AccessConfig;
import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: anybody reads; writing needs the token, as {@code Bearer} or as the password of
 * {@code Basic}. Credentials that are wrong are refused for reading too, so that a login tells.
 *
 * <p>Docker, podman and skopeo send credentials only when {@code /v2/} itself asks for them, and
 * with {@code Basic} could then not read without; so {@code /v2/} asks by the token flow, whose
 * tokens anybody gets for reading. Istio refuses a realm that is a private address; a server
 * reached by one does not ask at {@code /v2/}, and asks for {@code Basic} where it must.
 */
public final class AccessControl {
  private static final String ANONYMOUS = "anonymous";
  private static final int EXPIRES_SECONDS = 300;

  private final byte @Nullable [] token;
  private final boolean anonymousPush;
  private final boolean anonymousPull;

  /** What a request proves. */
  private enum Proof {
    NOTHING,
    OWNER,
    WRONG
  }

  public AccessControl(@Nullable String token, boolean anonymousPush, AccessConfig config) {
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    this.anonymousPush = anonymousPush;
    this.anonymousPull = config.anonymousPull();
  }

  /**
   * Who sent the request.
   *
   * @throws RegistryFault 401 when its credentials are wrong, or {@code /v2/} has to ask for some
   */
  public Caller identify(RegistryRequest request) {
    if (anonymousPush || request.path().equals("/token")) {
      return new Known(request, true, true);
    }
    Proof proof = proof(request.header("authorization"));
    boolean base = request.path().equals("/v2/") || request.path().equals("/v2");
    boolean asks = base && request.header("authorization") == null && byToken(request);
    if (proof == Proof.WRONG || asks) {
      throw refusal(request, "");
    }
    return new Known(request, proof == Proof.OWNER, anonymousPull);
  }

  /** Somebody, or the owner. */
  private record Known(RegistryRequest request, boolean owner, boolean reads) implements Caller {
    @Override
    public @Nullable String name() {
      return owner ? AccessToken.USER : null;
    }

    @Override
    public boolean may(Action action, String repository) {
      return owner || (reads && action == Action.PULL);
    }

    @Override
    public void require(Action action, String repository) {
      if (!may(action, repository)) {
        throw refusal(request, repository);
      }
    }
  }

  /** {@code /token}: the owner's token for the owner, one for reading for anybody. */
  public RegistryResponse token(RegistryRequest request) {
    Proof proof = proof(request.header("authorization"));
    if (proof == Proof.WRONG) {
      throw new RegistryFault(ErrorCode.UNAUTHORIZED, "wrong user or password")
          .with("WWW-Authenticate", basic(request));
    }
    String given =
        proof == Proof.OWNER && token != null
            ? new String(token, StandardCharsets.UTF_8)
            : ANONYMOUS;
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("token", given).put("access_token", given).put("expires_in", EXPIRES_SECONDS);
    byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
    return RegistryResponse.bytes(200, "application/json", body)
        .header("Cache-Control", "no-store");
  }

  private Proof proof(@Nullable String authorization) {
    if (authorization == null) {
      return Proof.NOTHING;
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    String value = space < 0 ? "" : authorization.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("bearer")) {
      return value.equals(ANONYMOUS) ? Proof.NOTHING : compare(value);
    }
    return scheme.equalsIgnoreCase("basic") ? compareBasic(value) : Proof.WRONG;
  }

  private Proof compareBasic(String value) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Proof.WRONG;
    }
    int colon = pair.indexOf(':');
    boolean user = colon > 0 && pair.substring(0, colon).equals(AccessToken.USER);
    return user ? compare(pair.substring(colon + 1)) : Proof.WRONG;
  }

  private Proof compare(String given) {
    boolean same =
        token != null && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    return same ? Proof.OWNER : Proof.WRONG;
  }

  private static RegistryFault refusal(RegistryRequest request, String repository) {
    String challenge = byToken(request) ? bearer(request, repository) : basic(request);
    return new RegistryFault(
            ErrorCode.UNAUTHORIZED,
            "log in as user "
                + AccessToken.USER
                + " with the token of the registry's data folder as password")
        .with("WWW-Authenticate", challenge);
  }

  private static boolean byToken(RegistryRequest request) {
    return !PrivateAddress.isPrivate(request.origin());
  }

  private static String bearer(RegistryRequest request, String repository) {
    String asked = repository.isEmpty() ? "" : ",scope=\"repository:" + repository + ":pull,push\"";
    return "Bearer realm=\"" + request.origin() + "/token\",service=\"weir\"" + asked;
  }

  private static String basic(RegistryRequest request) {
    return "Basic realm=\"" + request.origin() + "\"";
  }
}
