package io.weir.registry.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.http.Action;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /token}: GET with {@code Basic} (distribution project, "Token Authentication
 * Specification") and POST by OAuth 2 with the grants {@code password} and {@code refresh_token}.
 * The token carries what was asked for as far as its holder may do it.
 */
final class TokenEndpoint {
  static final String ANONYMOUS = "anonymous";

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration REFRESH_LIFE = Duration.ofDays(30);

  private final Logins logins;
  private final Rules rules;
  private final Clock clock;

  TokenEndpoint(Logins logins, Rules rules, Clock clock) {
    this.logins = logins;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * @param basic what the request's own credentials prove; nothing for none
   */
  RegistryResponse get(RegistryRequest request, Proof basic) {
    boolean offline = "true".equals(request.parameter("offline_token"));
    return answer(request, basic, request.query().getOrDefault("scope", List.of()), offline);
  }

  RegistryResponse post(RegistryRequest request, Map<String, List<String>> form)
      throws IOException {
    Proof proof = granted(form);
    if (proof == null) {
      throw Challenges.askBasic(request, "wrong user, password or refresh token");
    }
    boolean offline = "offline".equals(Form.first(form, "access_type"));
    return answer(request, proof, form.getOrDefault("scope", List.of()), offline);
  }

  private @Nullable Proof granted(Map<String, List<String>> form) {
    String grant = Form.first(form, "grant_type");
    return switch (grant) {
      case "password" ->
          logins.password(Form.first(form, "username"), Form.first(form, "password"));
      case "refresh_token" -> logins.refresh(Form.first(form, "refresh_token"));
      default ->
          throw new RegistryFault(
              ErrorCode.UNSUPPORTED,
              400,
              "grant_type: " + grant + " (expected: password or refresh_token)");
    };
  }

  private RegistryResponse answer(
      RegistryRequest request, Proof proof, List<String> asked, boolean offline) {
    Identity who = proof.identity();
    if (who.kind() == Identity.Kind.ANONYMOUS) {
      if (!rules.anonymousAtAll()) {
        throw Challenges.askBasic(request, "log in: nothing here is for everybody");
      }
      return json(ANONYMOUS, null, clock.instant().plus(LIFE));
    }
    Instant expires = earlier(clock.instant().plus(LIFE), proof.until());
    String access = sign(proof, TokenSigner.Use.ACCESS, granted(who, asked), expires);
    boolean renews = offline && who.kind() != Identity.Kind.OIDC; // whose issuer decides how long
    String refresh =
        renews
            ? sign(proof, TokenSigner.Use.REFRESH, List.of(), clock.instant().plus(REFRESH_LIFE))
            : null;
    return json(access, refresh, expires);
  }

  private String sign(Proof proof, TokenSigner.Use use, List<String> scopes, Instant expires) {
    Identity who = proof.identity();
    return logins
        .signer()
        .sign(
            new TokenSigner.Content(
                use,
                who.kind(),
                String.valueOf(who.name()),
                List.copyOf(who.groups()),
                proof.mark(),
                scopes,
                expires));
  }

  private List<String> granted(Identity who, List<String> asked) {
    List<String> granted = new ArrayList<>();
    for (Scope each : Scope.parse(asked)) {
      if (each.equals(Scope.CATALOG)) {
        granted.add(each.toString());
        continue;
      }
      Set<Action> may = EnumSet.noneOf(Action.class);
      each.actions().stream()
          .filter(action -> rules.allows(who, action, each.repository()))
          .forEach(may::add);
      if (!may.isEmpty()) {
        granted.add(new Scope(each.repository(), may).toString());
      }
    }
    return granted;
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  private RegistryResponse json(String token, @Nullable String refresh, Instant expires) {
    Instant now = clock.instant();
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("token", token).put("access_token", token);
    root.put("expires_in", Math.max(1, Duration.between(now, expires).toSeconds()));
    root.put("issued_at", now.truncatedTo(ChronoUnit.SECONDS).toString());
    if (refresh != null) {
      root.put("refresh_token", refresh);
    }
    return RegistryResponse.bytes(
            200, "application/json", root.toString().getBytes(StandardCharsets.UTF_8))
        .header("Cache-Control", "no-store");
  }
}
