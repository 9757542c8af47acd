package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.access.TokenCommand;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code /token} by both of its ways, and access tokens. */
class TokenFlowIT {
  private static final byte[] NOTHING = {};
  private static final String ALICE = Users.basic("alice", "wonder");

  @TempDir Path data;
  private ServerHarness harness;

  @BeforeEach
  void start() throws IOException {
    Path users = Users.file(data.resolve("users"), Users.line("alice", "wonder"));
    String yaml =
        "access: {htpasswd: %s, rules: [{repositories: [team/*], users: [alice], actions: [pull, push]}]}"
            .formatted(users);
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, data.resolve("registry"), ServerHarness.TOKEN)
                .withConfig(RegistryConfig.parse(yaml)));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void givesWhatWasAskedForAndIsAllowed() throws Exception {
    String token = get(ALICE, "repository:team/a:pull,push,delete", "repository:other:push");
    assertEquals(202, open("team/a", token).statusCode());
    assertEquals(401, open("team/b", token).statusCode(), "allowed, but not asked for");
    assertEquals(403, open("other", token).statusCode(), "asked for, but not allowed");
    assertEquals(200, harness.get("/v2/", "Authorization", "Bearer " + token).statusCode());
    assertTrue(
        ServerHarness.header(open("team/b", token), "WWW-Authenticate")
            .contains("scope=\"repository:team/b:pull,push\""));
  }

  @Test
  void takesSeveralScopesInOneParameter() throws Exception {
    String token = get(ALICE, "repository:team/a:push repository:team/b:push");
    assertEquals(202, open("team/a", token).statusCode());
    assertEquals(202, open("team/b", token).statusCode());
  }

  @Test
  void refusesTokensThatWereChangedOrAreNone() throws Exception {
    String token = get(ALICE, "repository:team/a:push");
    String other = token.substring(0, token.length() - 4) + "AAAA";
    String none = "eyJhbGciOiJub25lIn0." + token.split("\\.")[1] + ".";
    for (String wrong : new String[] {other, none, "eyJ", "x", ServerHarness.TOKEN + "x"}) {
      assertEquals(401, open("team/a", wrong).statusCode(), wrong);
    }
  }

  @Test
  void grantsByPasswordAndRenews() throws Exception {
    JsonNode first =
        post(
            "grant_type=password&username=alice&password=wonder&access_type=offline"
                + "&service=weir&client_id=test&scope="
                + encode("repository:team/a:push"));
    assertEquals(202, open("team/a", first.path("access_token").asText()).statusCode());
    String refresh = first.path("refresh_token").asText();
    assertEquals(401, open("team/a", refresh).statusCode(), "it is for /token alone");

    JsonNode second =
        post(
            "grant_type=refresh_token&service=weir&client_id=test&refresh_token="
                + refresh
                + "&scope="
                + encode("repository:team/b:push"));
    assertEquals(202, open("team/b", second.path("access_token").asText()).statusCode());
    assertTrue(second.path("refresh_token").isMissingNode());
  }

  @Test
  void refusesOtherGrantsAndWrongPasswords() throws Exception {
    assertEquals(401, form("grant_type=password&username=alice&password=wrong").statusCode());
    assertEquals(401, form("grant_type=refresh_token&refresh_token=eyJx").statusCode());
    assertEquals(400, form("grant_type=client_credentials").statusCode());
    assertEquals(400, form("grant_type=%zz").statusCode());
    assertEquals(413, form("x=" + "y".repeat(70_000)).statusCode());
    assertEquals(
        401, harness.get("/token", "Authorization", Users.basic("alice", "wrong")).statusCode());
    assertEquals(405, harness.send("PUT", "/token", Map.of(), NOTHING).statusCode());
  }

  @Test
  void accessTokensDoWhatTheyWereMadeFor() throws Exception {
    String secret =
        command("create", "--name", "ci", "--repositories", "plugins/**", "--actions", "pull,push");
    assertTrue(secret.startsWith("weirt_"), secret);
    await(secret);
    assertEquals(202, open("plugins/a/b", secret).statusCode());
    assertEquals(403, open("team/a", secret).statusCode());
    String flow = get(Users.basic("any", secret), "repository:plugins/a:push");
    assertEquals(202, open("plugins/a", flow).statusCode());

    String listed = command("list");
    assertTrue(listed.startsWith("ci\tplugins/**\tpull,push\tnever"), listed);
    assertFalse(listed.contains(secret));

    command("revoke", "ci");
    Thread.sleep(1100); // the file is looked at once a second
    assertEquals(401, open("plugins/a", secret).statusCode());
    assertEquals(401, open("plugins/a", flow).statusCode(), "ends with what it was made from");
  }

  @Test
  void accessTokensExpire() throws Exception {
    String secret =
        command(
            "create",
            "--name",
            "short",
            "--repositories",
            "**",
            "--actions",
            "push",
            "--expires",
            "1s");
    Thread.sleep(2100); // its end, and the look at the file
    assertEquals(401, open("plugins/a", secret).statusCode());
    assertTrue(command("list").contains("(expired)"));
  }

  @Test
  void theCommandNamesWhatIsWrong() {
    command("create", "--name", "ci", "--repositories", "**", "--actions", "pull");
    assertTrue(
        failure("create", "--name", "ci", "--repositories", "**", "--actions", "pull")
            .contains("--name: ci is taken"));
    assertTrue(
        failure("create", "--name", "b", "--repositories", "A", "--actions", "pull")
            .contains("--repositories: A (expected:"));
    assertTrue(
        failure("create", "--name", "b", "--repositories", "**", "--actions", "fly")
            .contains("--actions: [fly] (expected:"));
    assertTrue(failure("revoke", "none").contains("none: no such token"));
  }

  /** A server that runs sees a new token within a second. */
  private void await(String secret) throws Exception {
    long end = System.nanoTime() + 10_000_000_000L;
    while (open("plugins/a", secret).statusCode() != 202) {
      assertTrue(System.nanoTime() < end, "never");
      Thread.sleep(100);
    }
  }

  private String command(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new TokenCommand()).setOut(new PrintWriter(out, true));
    assertEquals(0, line.execute(with(arguments)));
    return out.toString().strip();
  }

  private String failure(String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new TokenCommand()).setErr(new PrintWriter(err, true));
    assertEquals(2, line.execute(with(arguments)));
    return err.toString();
  }

  private String[] with(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data.toString();
    return all;
  }

  private String get(String authorization, String... scopes) throws Exception {
    StringBuilder query = new StringBuilder("/token?service=weir&account=alice");
    for (String each : scopes) {
      query.append("&scope=").append(encode(each));
    }
    var answer = harness.get(query.toString(), "Authorization", authorization);
    assertEquals(200, answer.statusCode());
    assertEquals("no-store", ServerHarness.header(answer, "Cache-Control"));
    JsonNode root = Json.MAPPER.readTree(answer.body());
    assertTrue(root.path("expires_in").asInt() > 0);
    return root.path("token").asText();
  }

  private JsonNode post(String form) throws Exception {
    var answer = form(form);
    assertEquals(200, answer.statusCode());
    return Json.MAPPER.readTree(answer.body());
  }

  private HttpResponse<byte[]> form(String form) throws Exception {
    return harness.send(
        "POST",
        "/token",
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        form.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> open(String repository, String token) throws Exception {
    return harness.send(
        "POST",
        "/v2/" + repository + "/blobs/uploads/",
        Map.of("Authorization", "Bearer " + token),
        NOTHING);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
