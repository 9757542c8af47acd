package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.config.RegistryConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits and immutable tags as clients see them. */
class LimitsIT {
  @TempDir Path folder;

  @Test
  void asksForPatienceAfterWrongPasswords() throws Exception {
    try (ServerHarness harness = harness("limits: {failedLogins: 2/h, loopback: true}")) {
      String wrong = Users.basic("weir", "wrong");
      assertEquals(401, harness.get("/v2/", "Authorization", wrong).statusCode());
      assertEquals(401, harness.get("/token", "Authorization", wrong).statusCode());
      var refused = harness.get("/v2/", "Authorization", wrong);
      assertEquals(429, refused.statusCode());
      assertTrue(Integer.parseInt(ServerHarness.header(refused, "Retry-After")) > 60);
      assertTrue(new String(refused.body(), StandardCharsets.UTF_8).contains("TOOMANYREQUESTS"));
      assertEquals(404, harness.get("/v2/a/tags/list").statusCode(), "without a login as before");
    }
  }

  @Test
  void asksForPatienceAfterTooManyRequests() throws Exception {
    try (ServerHarness harness = harness("limits: {perAddress: 3/h, loopback: true}")) {
      for (int i = 0; i < 3; i++) {
        assertEquals(404, harness.get("/v2/a/tags/list").statusCode());
      }
      assertEquals(429, harness.get("/v2/a/tags/list").statusCode());
    }
  }

  private ServerHarness harness(String yaml) throws Exception {
    return new ServerHarness(
        RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN)
            .withConfig(RegistryConfig.parse(yaml)));
  }
}
