package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of an OpenID issuer. */
class OidcIT {
  private static final byte[] NOTHING = {};

  @TempDir Path folder;

  @Test
  void takesTheTokensOfARealProvider() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        ServerHarness harness = harness(provider.issuer)) {
      String red = provider.token("weir", "red");
      assertEquals(202, open(harness, "red/a", "Bearer " + red).statusCode(), "by its group");
      assertEquals(202, open(harness, "own/a", "Bearer " + red).statusCode(), "by its name");
      assertEquals(403, open(harness, "blue/a", "Bearer " + red).statusCode());
      assertEquals(202, open(harness, "red/a", Users.basic("oidc", red)).statusCode());

      String flow = exchange(harness, red, "repository:red/a:push");
      assertEquals(202, open(harness, "red/a", "Bearer " + flow).statusCode());
      assertEquals(401, open(harness, "own/a", "Bearer " + flow).statusCode(), "not asked for");

      String other = provider.token("other", "red");
      assertEquals(401, open(harness, "red/a", "Bearer " + other).statusCode(), "audience");
      String changed = red.substring(0, red.length() - 6) + "AAAAAA";
      assertEquals(401, open(harness, "red/a", "Bearer " + changed).statusCode(), "signature");
    }
  }

  @Test
  void keepsKnowingItsKeysWhenTheProviderIsGone() throws Exception {
    OidcProvider provider = new OidcProvider();
    try (ServerHarness harness = harness(provider.issuer)) {
      String red = provider.token("weir", "red");
      assertEquals(202, open(harness, "red/a", "Bearer " + red).statusCode());
      provider.close();
      assertEquals(202, open(harness, "red/a", "Bearer " + red).statusCode());
    } finally {
      provider.close();
    }
  }

  @Test
  void startsWithoutTheProviderAndSaysSoToThoseWhoNeedIt() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    String issuer = "http://127.0.0.1:" + nobody;
    try (ServerHarness harness = harness(issuer)) {
      assertEquals(404, harness.get("/v2/a/tags/list").statusCode());
      var refused = open(harness, "red/a", "Bearer " + unsigned(issuer));
      assertEquals(503, refused.statusCode());
      assertTrue(new String(refused.body(), StandardCharsets.UTF_8).contains("cannot be had"));
      assertEquals(401, open(harness, "red/a", "Bearer " + unsigned("http://x")).statusCode());
    }
  }

  /** A token that names a key, with a signature of nobody. */
  private static String unsigned(String issuer) {
    var base64 = java.util.Base64.getUrlEncoder().withoutPadding();
    String head =
        base64.encodeToString("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8));
    String body =
        base64.encodeToString(("{\"iss\":\"" + issuer + "\"}").getBytes(StandardCharsets.UTF_8));
    return head + "." + body + ".AAAA";
  }

  private ServerHarness harness(String issuer) throws IOException {
    RegistryConfig config =
        RegistryConfig.parse(
            """
            access:
              oidc: [{issuer: '%s', audience: weir, usernameClaim: name}]
              rules:
                - {repositories: [red/*], groups: [red], actions: [push]}
                - {repositories: [blue/*], groups: [blue], actions: [push]}
                - {repositories: [own/*], users: ['oidc:pipeline'], actions: [push]}
            """
                .formatted(issuer));
    return new ServerHarness(
        RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN)
            .withConfig(config));
  }

  private static HttpResponse<byte[]> open(
      ServerHarness harness, String repository, String authorization) throws Exception {
    return harness.send(
        "POST",
        "/v2/" + repository + "/blobs/uploads/",
        Map.of("Authorization", authorization),
        NOTHING);
  }

  private static String exchange(ServerHarness harness, String token, String scope)
      throws Exception {
    var answer =
        harness.get(
            "/token?service=weir&offline_token=true&scope=" + scope,
            "Authorization",
            Users.basic("oidc", token));
    assertEquals(200, answer.statusCode());
    var root = Json.MAPPER.readTree(answer.body());
    assertTrue(root.path("refresh_token").isMissingNode(), "the issuer decides how long");
    return root.path("token").asText();
  }
}
