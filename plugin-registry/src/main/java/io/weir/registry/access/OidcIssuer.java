package io.weir.registry.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.weir.registry.config.OidcConfig;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells users by the tokens of an OpenID issuer: ID tokens (OpenID Connect Core, section 3.1.3.7)
 * and JWT access tokens (RFC 9068). Thread-safe; blocks while keys are fetched.
 */
final class OidcIssuer {
  private static final Logger LOG = LoggerFactory.getLogger(OidcIssuer.class);
  private static final int MAX_NAME = 256;
  private static final String EMAIL = "email";
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** A user, and until when the token says so. */
  record Login(String name, Set<String> groups, Instant expires) {}

  private final OidcConfig config;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  OidcIssuer(OidcConfig config) {
    this.config = config;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new OidcKeys(config)));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            config.audience(),
            new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
            Set.of("exp", "sub", config.usernameClaim())));
  }

  boolean issued(SignedJWT token) throws ParseException {
    return config.issuer().equals(token.getJWTClaimsSet().getIssuer());
  }

  /**
   * Verifies a token.
   *
   * @return null when it is not good, which the log explains
   * @throws RegistryFault 503 when the issuer's keys cannot be had
   */
  @Nullable Login verify(SignedJWT token) {
    try {
      return login(processor.process(token, null));
    } catch (KeySourceException e) {
      LOG.warn("{}: keys cannot be had: {}", config.issuer(), e.toString());
      throw new RegistryFault(
              ErrorCode.UNAUTHORIZED, 503, "the keys of " + config.issuer() + " cannot be had now")
          .with("Retry-After", "5");
    } catch (BadJOSEException | JOSEException | ParseException e) {
      LOG.info("{}: a token is refused: {}", config.issuer(), e.getMessage());
      return null;
    }
  }

  private @Nullable Login login(JWTClaimsSet claims) throws ParseException {
    if (config.usernameClaim().equals(EMAIL) && isUnverified(claims)) {
      LOG.info("{}: the address of {} is not verified", config.issuer(), claims.getSubject());
      return null;
    }
    String name = claims.getStringClaim(config.usernameClaim());
    boolean printable = name.chars().allMatch(c -> c > ' ' && c != 127);
    if (name.isEmpty() || name.length() > MAX_NAME || !printable) {
      LOG.info("{}: {} is no name", config.issuer(), config.usernameClaim());
      return null;
    }
    return new Login(
        config.usernamePrefix() + name, groups(claims), claims.getExpirationTime().toInstant());
  }

  /**
   * Whether the issuer says that anybody may have written the address (OpenID Connect Core, 5.1).
   */
  private static boolean isUnverified(JWTClaimsSet claims) {
    Object verified = claims.getClaim(EMAIL + "_verified");
    return verified != null && !verified.toString().equals("true");
  }

  private Set<String> groups(JWTClaimsSet claims) throws ParseException {
    Object claim = claims.getClaim(config.groupsClaim());
    if (claim instanceof String one) {
      return Set.of(one);
    }
    List<String> many = claim == null ? null : claims.getStringListClaim(config.groupsClaim());
    return many == null ? Set.of() : Set.copyOf(new HashSet<>(many));
  }
}
