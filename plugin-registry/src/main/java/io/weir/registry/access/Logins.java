package io.weir.registry.access;

import com.nimbusds.jwt.SignedJWT;
import io.weir.registry.config.AccessConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out whom credentials belong to. Thread-safe; blocks on bcrypt, files and issuers. */
final class Logins implements AutoCloseable {
  private static final int MAX_PASSWORD = 16 << 10;
  private static final String JWT_START = "eyJ"; // {" in Base64

  private final byte @Nullable [] ownerToken;
  private final Rules rules;
  private final @Nullable WatchedFile<Map<String, String>> users;
  private final PasswordCheck passwords = new PasswordCheck();
  private final RobotTokens robots;
  private final List<OidcIssuer> issuers;
  private final TokenSigner signer;

  /**
   * @param folder where the key and the access tokens are
   * @throws IOException when a file of users, tokens or the key cannot be used
   */
  Logins(@Nullable String ownerToken, AccessConfig config, Rules rules, Path folder)
      throws IOException {
    this.ownerToken = ownerToken == null ? null : ownerToken.getBytes(StandardCharsets.UTF_8);
    this.rules = rules;
    Path htpasswd = config.htpasswd();
    users =
        htpasswd == null
            ? null
            : new WatchedFile<>(htpasswd, true, text -> Htpasswd.parse(htpasswd, text));
    robots = new RobotTokens(folder.resolve(RobotTokenFile.NAME), Clock.systemUTC());
    issuers = config.oidc().stream().map(OidcIssuer::new).toList();
    signer = TokenSigner.open(folder.resolve("token.key"), Clock.systemUTC());
  }

  TokenSigner signer() {
    return signer;
  }

  /** Whether guessing such a secret is what a limit has to stop. */
  static boolean guessable(String secret) {
    return !secret.startsWith(JWT_START);
  }

  /** Whom a user name and a password belong to; null when they are wrong. */
  @Nullable Proof password(String user, String password) {
    if (password.length() > MAX_PASSWORD) {
      return null;
    }
    Proof owner = owner(password);
    boolean asOwner = user.equals(Identity.OWNER.name());
    if (asOwner && owner != null) {
      return owner;
    }
    if (password.startsWith(RobotTokens.PREFIX)) {
      return robot(password);
    }
    if (asOwner) {
      return null;
    }
    return password.startsWith(JWT_START) && !issuers.isEmpty()
        ? issued(password)
        : user(user, password);
  }

  /** Whom a bearer token belongs to; null when it is wrong or no longer good. */
  @Nullable Proof bearer(String token) {
    if (token.startsWith(RobotTokens.PREFIX)) {
      return robot(token);
    }
    if (!token.startsWith(JWT_START)) {
      return owner(token);
    }
    TokenSigner.Content own = signer.verify(token);
    return own != null ? own.use() == TokenSigner.Use.ACCESS ? again(own) : null : issued(token);
  }

  /** Whom a refresh token belongs to; null as for {@link #bearer}. */
  @Nullable Proof refresh(String token) {
    TokenSigner.Content own = signer.verify(token);
    Proof proof = own != null && own.use() == TokenSigner.Use.REFRESH ? again(own) : null;
    return proof == null ? null : new Proof(proof.identity(), null, proof.mark(), null);
  }

  private @Nullable Proof owner(String given) {
    boolean same =
        ownerToken != null
            && MessageDigest.isEqual(ownerToken, given.getBytes(StandardCharsets.UTF_8));
    return same ? new Proof(Identity.OWNER, ownerMark()) : null;
  }

  private @Nullable Proof robot(String secret) {
    RobotToken token = robots.find(secret);
    return token == null ? null : new Proof(Identity.robot(token), mark(token.hash()));
  }

  private @Nullable Proof user(String name, String password) {
    Map<String, String> known = users == null ? Map.of() : users.get();
    if (known.isEmpty()) {
      return null;
    }
    String hash = known.get(name);
    // an unknown user is compared too, so that time does not tell who is known
    boolean same =
        passwords.matches(hash == null ? known.values().iterator().next() : hash, password);
    return hash != null && same ? new Proof(user(name), mark(hash)) : null;
  }

  private Identity user(String name) {
    return Identity.user(name, rules.groupsOf(name));
  }

  private @Nullable Proof issued(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      for (OidcIssuer issuer : issuers) {
        if (issuer.issued(jwt)) {
          OidcIssuer.Login login = issuer.verify(jwt);
          return login == null
              ? null
              : new Proof(
                  Identity.oidc(login.name(), rules.relevant(login.groups())),
                  null,
                  "",
                  login.expires());
        }
      }
    } catch (ParseException e) {
      return null;
    }
    return null;
  }

  /** Who has a token of this registry: as they are now, null when they are no more. */
  private @Nullable Proof again(TokenSigner.Content token) {
    Identity now =
        switch (token.kind()) {
          case OWNER -> token.mark().equals(ownerMark()) ? Identity.OWNER : null;
          case USER -> sameUser(token);
          case ROBOT -> sameRobot(token);
          case OIDC -> Identity.oidc(token.name(), Set.copyOf(token.groups()));
          case ANONYMOUS -> null;
        };
    return now == null
        ? null
        : new Proof(now, Scope.parse(token.scopes()), token.mark(), token.expires());
  }

  private @Nullable Identity sameUser(TokenSigner.Content token) {
    String hash = users == null ? null : users.get().get(token.name());
    return hash != null && token.mark().equals(mark(hash)) ? user(token.name()) : null;
  }

  private @Nullable Identity sameRobot(TokenSigner.Content token) {
    RobotToken robot = robots.named(token.name().substring(token.name().indexOf(':') + 1));
    return robot != null && token.mark().equals(mark(robot.hash())) ? Identity.robot(robot) : null;
  }

  private String ownerMark() {
    return ownerToken == null ? "" : mark(new String(ownerToken, StandardCharsets.UTF_8));
  }

  private static String mark(String secret) {
    return RobotTokens.hash("mark " + secret).substring(0, 16);
  }

  @Override
  public void close() {
    passwords.close();
  }
}
