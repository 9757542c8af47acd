package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.weir.registry.config.RegistryConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an OpenID issuer, good and forged, over HTTP. */
class ForgedTokensIT {
  private static final String KEY_ID = "one";

  @TempDir Path folder;
  private HttpServer issuer;
  private String name;
  private RSAKey key;
  private ServerHarness harness;

  @BeforeEach
  void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID(KEY_ID).generate();
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    name = "http://127.0.0.1:" + issuer.getAddress().getPort();
    serve(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(name));
    serve("/keys", new JWKSet(key.toPublicJWK()).toString());
    issuer.start();
    Path file =
        Files.writeString(
            folder.resolve("registry.yaml"),
            """
            access:
              anonymousPull: false
              oidc:
                - {issuer: "%s", audience: weir, usernameClaim: email, groupsClaim: groups}
              rules:
                - {repositories: [ada/*], users: ['oidc:ada@example.com'], actions: [pull, push]}
                - {repositories: [red/*], groups: [red], actions: [pull]}
            """
                .formatted(name));
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN)
                .withConfig(RegistryConfig.read(file)));
  }

  @AfterEach
  void stop() {
    harness.close();
    issuer.stop(0);
  }

  @Test
  void takesATokenAsBearerAndAsPassword() throws Exception {
    String token = signed(claims().build());

    assertEquals(404, list("ada/a", "Bearer " + token));
    assertEquals(404, list("red/a", "Bearer " + token));
    assertEquals(403, list("eve/a", "Bearer " + token));
    assertEquals(404, list("ada/a", Users.basic("anything", token)));
  }

  @Test
  void refusesWhatIsMeantForOthersOrForAnotherTime() throws Exception {
    Date past = Date.from(Instant.now().minusSeconds(3600));
    Date future = Date.from(Instant.now().plusSeconds(3600));
    for (JWTClaimsSet each :
        List.of(
            claims().audience("other").build(),
            claims().audience((String) null).build(),
            claims().issuer("http://127.0.0.1:1").build(),
            claims().issuer(name + "/").build(),
            claims().expirationTime(past).build(),
            claims().expirationTime(null).build(),
            claims().notBeforeTime(future).build(),
            claims().subject(null).build(),
            claims().claim("email", null).build(),
            claims().claim("email", "").build(),
            claims().claim("email", "ada\nroot").build(),
            claims().claim("email_verified", false).build(),
            claims().claim("email_verified", "false").build())) {
      assertEquals(401, list("ada/a", "Bearer " + signed(each)), each.toString());
    }
    String verified = signed(claims().claim("email_verified", true).build());
    assertEquals(404, list("ada/a", "Bearer " + verified));
  }

  @Test
  void refusesOtherSignatures() throws Exception {
    JWTClaimsSet claims = claims().build();
    RSAKey stranger = new RSAKeyGenerator(2048).keyID(KEY_ID).generate();
    byte[] published = key.toRSAPublicKey().getEncoded();
    String good = signed(claims);
    String altered =
        good.substring(0, good.indexOf('.') + 1)
            + new PlainJWT(claims().claim("email", "eve").build()).serialize().split("\\.")[1]
            + good.substring(good.lastIndexOf('.'));
    for (String each :
        List.of(
            new PlainJWT(claims).serialize(),
            signed(claims, JWSAlgorithm.HS256, KEY_ID, new MACSigner(published)),
            signed(claims, JWSAlgorithm.RS256, KEY_ID, new RSASSASigner(stranger)),
            altered,
            good.substring(0, good.lastIndexOf('.') + 1),
            good.substring(0, good.lastIndexOf('.')))) {
      assertEquals(401, list("ada/a", "Bearer " + each), each);
      assertEquals(401, list("ada/a", Users.basic("ada", each)), each);
    }
    String unknown = signed(claims, JWSAlgorithm.RS256, "other", new RSASSASigner(stranger));
    assertEquals(401, list("ada/a", "Bearer " + unknown)); // the keys are asked for again
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(name)
        .audience("weir")
        .subject("1")
        .claim("email", "ada@example.com")
        .claim("groups", List.of("red", "blue"))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, JWSAlgorithm.RS256, KEY_ID, new RSASSASigner(key));
  }

  private static String signed(
      JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private int list(String repository, String authorization) throws Exception {
    return harness
        .send(
            "GET",
            "/v2/" + repository + "/tags/list",
            Map.of("Authorization", authorization),
            new byte[0])
        .statusCode();
  }

  private void serve(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    issuer.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
