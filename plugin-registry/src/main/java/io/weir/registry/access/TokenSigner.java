package io.weir.registry.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs the tokens that {@code /token} gives, and knows them again (HS256, RFC 7518 section 3.2).
 * The key lies in the registry's folder: tokens outlive a restart, and deleting the key ends them.
 */
final class TokenSigner {
  private static final String ISSUER = "weir";
  private static final int KEY_BYTES = 32;

  /** What a token is for. */
  enum Use {
    ACCESS,
    REFRESH
  }

  /**
   * What a token says.
   *
   * @param mark of the credentials behind it, so that it ends with them
   * @param scopes what it gives access to; nothing for a refresh token
   */
  record Content(
      Use use,
      Identity.Kind kind,
      String name,
      List<String> groups,
      String mark,
      List<String> scopes,
      Instant expires) {}

  private final byte[] key;
  private final Clock clock;

  private TokenSigner(byte[] key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /** With the key in {@code file}, made when there is none. */
  static TokenSigner open(Path file, Clock clock) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      SecretFile.create(file, random);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY_BYTES) {
      throw new IOException(file + ": no key of " + KEY_BYTES + " bytes in it (delete it)");
    }
    return new TokenSigner(key, clock);
  }

  String sign(Content content) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(ISSUER)
            .subject(content.name())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(content.expires()))
            .claim("use", content.use().name())
            .claim("kind", content.kind().name())
            .claim("groups", content.groups())
            .claim("mark", content.mark())
            .claim("scopes", content.scopes())
            .build();
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      jwt.sign(new MACSigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of 256 bits signs HS256", e);
    }
    return jwt.serialize();
  }

  /**
   * Reads a token of this registry.
   *
   * @return null when it is not one, or has expired
   */
  @Nullable Content verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
          || !jwt.verify(new MACVerifier(key))) {
        return null;
      }
      Content content = content(jwt.getJWTClaimsSet());
      return clock.instant().isBefore(content.expires()) ? content : null;
    } catch (ParseException | JOSEException e) {
      return null; // not a token at all
    }
  }

  private static Content content(JWTClaimsSet claims) throws ParseException {
    return new Content(
        Use.valueOf(claims.getStringClaim("use")),
        Identity.Kind.valueOf(claims.getStringClaim("kind")),
        claims.getSubject(),
        claims.getStringListClaim("groups"),
        claims.getStringClaim("mark"),
        claims.getStringListClaim("scopes"),
        claims.getExpirationTime().toInstant());
  }
}
