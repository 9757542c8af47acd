package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.Digest;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, groups and rules over HTTP. */
class RulesIT {
  private static final byte[] NOTHING = {};
  private static final String ALICE = Users.basic("alice", "wonder");
  private static final String BOB = Users.basic("bob", "builder");

  @TempDir Path folder;
  private ServerHarness harness;

  @BeforeEach
  void start() throws IOException {
    Users.file(
        folder.resolve("users"), Users.line("alice", "wonder"), Users.line("bob", "builder"));
    Path file =
        Files.writeString(
            folder.resolve("registry.yaml"),
            """
            access:
              anonymousPull: false
              htpasswd: users
              groups: {red: [alice]}
              rules:
                - {repositories: [public/**], anonymous: true, actions: [pull]}
                - {repositories: [team/*], groups: [red], actions: [pull, push]}
                - {repositories: ['**'], users: [bob], actions: [pull]}
            """);
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN)
                .withConfig(RegistryConfig.read(file)));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void letsEachDoWhatARuleSays() throws Exception {
    assertEquals(202, open("team/a", ALICE).statusCode());
    assertEquals(403, open("team/a/b", ALICE).statusCode());
    assertEquals(403, open("team/a", BOB).statusCode());
    assertEquals(202, harness.own("POST", "/v2/team/a/b/blobs/uploads/", NOTHING).statusCode());
    assertEquals(403, delete("team/a", ALICE));
    assertEquals(401, harness.get("/v2/team/a/tags/list").statusCode());
    assertEquals(404, harness.get("/v2/public/a/tags/list").statusCode());
    assertEquals(401, open("public/a", null).statusCode());
  }

  @Test
  void saysTheSameOfWhatIsThereAndWhatIsNot() throws Exception {
    harness.blob("secret/there", NOTHING);
    for (@Nullable String authorization : new @Nullable String[] {null, ALICE}) {
      var there = list("secret/there", authorization);
      var absent = list("secret/absent", authorization);
      assertEquals(there.statusCode(), absent.statusCode());
      assertEquals(authorization == null ? 401 : 403, there.statusCode());
      assertEquals(
          text(there).replace("there", "x"), text(absent).replace("absent", "x"), "the same words");
    }
    assertTrue(text(list("secret/there", ALICE)).contains("DENIED"));
  }

  @Test
  void listsAndMountsOnlyWhatMayBePulled() throws Exception {
    manifest("secret/a");
    manifest("public/a");
    Digest blob = harness.blob("secret/a", new byte[] {1});

    var asked = harness.get("/v2/_catalog");
    assertEquals(401, asked.statusCode());
    assertTrue(
        ServerHarness.header(asked, "WWW-Authenticate").contains("scope=\"registry:catalog:*\""));
    assertEquals("[\"public/a\"]", catalog("Bearer anonymous"));
    assertEquals("[\"public/a\"]", catalog(ALICE));
    assertEquals("[\"public/a\",\"secret/a\"]", catalog(BOB));
    String mount = "/v2/team/a/blobs/uploads/?mount=" + blob + "&from=secret/a";
    assertEquals(
        202, harness.send("POST", mount, Map.of("Authorization", ALICE), NOTHING).statusCode());
    assertEquals(201, harness.own("POST", mount, NOTHING).statusCode());
  }

  @Test
  void noticesAChangedFileAndKeepsTheOldOneWhileItIsBroken() throws Exception {
    assertEquals(404, list("team/a", ALICE).statusCode());
    change(Users.line("alice", "changed"));
    await(() -> list("team/a", ALICE).statusCode() == 401);
    String changed = Users.basic("alice", "changed");
    assertEquals(404, list("team/a", changed).statusCode());

    change("alice:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Thread.sleep(1100); // the file is looked at once a second
    assertEquals(404, list("team/a", changed).statusCode());
  }

  /** What leaks from one job must not open more, nor for longer. */
  @Test
  void givesNoTokenForAToken() throws Exception {
    String limited = token(ALICE, "repository:team/a:pull");
    assertEquals(404, list("team/a", "Bearer " + limited).statusCode());
    assertEquals(401, open("team/a", "Bearer " + limited).statusCode());

    String wider = "/token?service=weir&offline_token=true&scope=repository:team/a:pull,push";
    assertEquals(401, harness.get(wider, "Authorization", "Bearer " + limited).statusCode());
    String basic = Users.basic("alice", limited);
    assertEquals(401, harness.get(wider, "Authorization", basic).statusCode());
    assertEquals(202, open("team/a", "Bearer " + token(ALICE, wider)).statusCode());
  }

  private String token(String authorization, String scope) throws Exception {
    String path = scope.startsWith("/") ? scope : "/token?service=weir&scope=" + scope;
    var answer = harness.get(path, "Authorization", authorization);
    assertEquals(200, answer.statusCode(), text(answer));
    return Json.MAPPER.readTree(answer.body()).path("token").asText();
  }

  @Test
  void refusesWrongPasswordsAndUnknownUsers() throws Exception {
    assertEquals(401, list("team/a", Users.basic("alice", "wrong")).statusCode());
    assertEquals(401, list("team/a", Users.basic("eve", "wonder")).statusCode());
    assertEquals(401, list("team/a", Users.basic("weir", "wonder")).statusCode());
    assertEquals(401, list("team/a", "Basic !!!").statusCode());
    assertFalse(text(list("team/a", Users.basic("eve", "x"))).contains("eve"));
  }

  private void change(String text) throws IOException {
    Path users = Files.writeString(folder.resolve("users"), text);
    Files.setLastModifiedTime(users, FileTime.from(Instant.now().plusSeconds(text.length())));
  }

  /** What is asked again until it holds, or time is up. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "never");
      Thread.sleep(50);
    }
  }

  private HttpResponse<byte[]> open(String repository, @Nullable String authorization)
      throws Exception {
    Map<String, String> headers =
        authorization == null ? Map.of() : Map.of("Authorization", authorization);
    return harness.send("POST", "/v2/" + repository + "/blobs/uploads/", headers, NOTHING);
  }

  private HttpResponse<byte[]> list(String repository, @Nullable String authorization)
      throws Exception {
    String path = "/v2/" + repository + "/tags/list";
    return authorization == null
        ? harness.get(path)
        : harness.get(path, "Authorization", authorization);
  }

  private int delete(String repository, @Nullable String authorization) throws Exception {
    return harness
        .send(
            "DELETE",
            "/v2/" + repository + "/manifests/1",
            Map.of("Authorization", authorization),
            NOTHING)
        .statusCode();
  }

  private void manifest(String repository) throws Exception {
    Digest config = harness.blob(repository, "{}".getBytes(StandardCharsets.UTF_8));
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
         "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
         "layers":[]}
        """
            .formatted(config);
    var put =
        harness.own(
            "PUT",
            "/v2/" + repository + "/manifests/1",
            manifest.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/vnd.oci.image.manifest.v1+json");
    assertEquals(201, put.statusCode(), text(put));
  }

  private String catalog(String authorization) throws Exception {
    var answer = harness.get("/v2/_catalog", "Authorization", authorization);
    JsonNode root = Json.MAPPER.readTree(answer.body());
    return root.path("repositories").toString();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
