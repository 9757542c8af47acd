package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route commands against a stand-in of the admin API. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class RouteCommandsTest {
  private static final String CONFIG =
      """
      {"listeners": [{"name": "web", "address": "127.0.0.1:8080", "plugins": []}],
       "upstreams": [{"name": "shop", "endpoints": ["127.0.0.1:9001"]}],
       "plugins": [
         {"name": "late", "url": "file:///late.wasm", "phase": "UNSPECIFIED_PHASE", "priority": 5},
         {"name": "early", "url": "file:///early.wasm", "phase": "AUTHN", "priority": 1}],
       "gateway": {"plugins": []},
       "routes": [
         {"name": "shop", "hostnames": ["shop.example.com"],
          "matches": [{"path": {"type": "PathPrefix", "value": "/api"}, "method": "GET"}],
          "backendRefs": [{"name": "shop", "weight": 1}],
          "plugins": [{"name": "late", "pluginConfig": {"key": "${env:KEY}"}}]},
         {"name": "other", "backendRefs": [{"name": "shop", "weight": 1}],
          "plugins": [{"name": "late"}]}]}
      """;

  @TempDir private Path folder;
  private FakeAdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeAdminServer(CONFIG);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run route(String... args) {
    List<String> all = new ArrayList<>(List.of("route"));
    all.addAll(List.of(args));
    all.addAll(List.of("--admin", server.address(), "--token", FakeAdminServer.TOKEN));
    return Run.weir(all.toArray(String[]::new));
  }

  private JsonNode bindings(int route) {
    return server.config().path("routes").path(route).path("plugins");
  }

  @Test
  void theListShowsPluginsInTheOrderOfTheChain() {
    assertEquals(0, route("bind", "shop", "early", "--fail-open").exit());

    List<String> lines = route("ls").out().lines().toList();

    assertEquals(
        "shop   shop.example.com  GET /api/*  shop      "
            + "1 early [AUTHN 1, fails open], 2 late [5]",
        lines.get(1));
    assertEquals("other  *                 any         shop      1 late [5]", lines.get(2));
  }

  @Test
  void theListAsJsonHasAChainForEachListener() throws IOException {
    JsonNode json = new ObjectMapper().readTree(route("ls", "--json").out());

    JsonNode chain = json.path(0).path("chains").path(0);
    assertEquals("web", chain.path("listener").asText());
    assertEquals("late", chain.path("plugins").path(0).path("name").asText());
    assertEquals("route", chain.path("plugins").path(0).path("boundBy").asText());
  }

  @Test
  void aBindingIsAddedAndTheLiveGenerationPrinted() {
    Run run = route("bind", "shop", "early", "--config", "{\"a\":1}", "--priority", "9");

    assertEquals(0, run.exit(), run.err());
    assertEquals(
        "generation 2 is live: route shop runs 1 early [AUTHN 9], 2 late [5]\n", run.out());
    assertEquals(
        "{\"name\":\"early\",\"pluginConfig\":{\"a\":1},\"priority\":9}",
        bindings(0).path(1).toString());
  }

  @Test
  void whatIsNotGivenStaysInABindingThatIsThere() {
    assertEquals(0, route("bind", "shop", "late", "--phase", "stats").exit());

    assertEquals(
        "{\"name\":\"late\",\"pluginConfig\":{\"key\":\"${env:KEY}\"},\"phase\":\"STATS\"}",
        bindings(0).path(0).toString());
  }

  @Test
  void aPluginAndItsBindingAreOneTransaction() {
    Run run = route("bind", "shop", "fresh", "--url", "file:///fresh.wasm", "--sha256", "ab");

    assertEquals(0, run.exit(), run.err());
    JsonNode changes = server.transactions().getFirst().path("changes");
    assertEquals(1, server.transactions().size());
    assertEquals(2, changes.size());
    assertEquals(
        "{\"name\":\"fresh\",\"url\":\"file:///fresh.wasm\",\"sha256\":\"ab\"}",
        changes.path(0).path("object").toString());
    assertEquals("shop", changes.path(1).path("name").asText());
  }

  @Test
  void aPluginThatMovesSaysWhomElseItConcerns() {
    Run run = route("bind", "shop", "late", "--url", "file:///late-2.wasm");

    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains("file:///late.wasm becomes file:///late-2.wasm"), run.err());
    assertTrue(run.err().contains("also for route other"), run.err());
    JsonNode plugin = server.config().path("plugins").path(0);
    assertEquals("file:///late-2.wasm", plugin.path("url").asText());
    assertEquals(5, plugin.path("priority").asInt());
  }

  @Test
  void aPinIsNotLostWhenThePluginMoves() {
    assertEquals(
        0, route("bind", "shop", "late", "--url", "file:///late.wasm", "--sha256", "ab").exit());

    Run run = route("bind", "shop", "late", "--url", "file:///late-2.wasm");

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("pinned to sha256 ab"), run.err());
    assertTrue(run.err().contains("--sha256 DIGEST"), run.err());
    assertEquals(
        0, route("bind", "shop", "late", "--url", "file:///late-2.wasm", "--sha256", "").exit());
    assertTrue(server.config().path("plugins").path(0).path("sha256").isMissingNode());
  }

  @Test
  void whatIsSoAlreadyIsNotChangedAgain() {
    Run run = route("bind", "shop", "late");

    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("generation 1 is live, it had this already"), run.out());
    assertTrue(server.transactions().isEmpty());
  }

  @Test
  void aChangeThatSomebodyElseOvertookIsMadeAgain() {
    server.changeUnderneath(2);

    Run run = route("bind", "shop", "early");

    assertEquals(0, run.exit(), run.err());
    assertEquals(1, server.transactions().size());
    assertTrue(run.out().startsWith("generation 4 is live: "), run.out());
  }

  @Test
  void itGivesUpWhenItIsAlwaysOvertaken() {
    server.changeUnderneath(Integer.MAX_VALUE);

    Run run = route("bind", "shop", "early");

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("changed under each of 5 attempts"), run.err());
    assertTrue(server.transactions().isEmpty());
  }

  @Test
  void configurationsComeFromFilesToo() throws IOException {
    Path yaml = Files.writeString(folder.resolve("c.yaml"), "key: ${env:KEY}\nlist: [a, 1]\n");

    Run run = route("bind", "shop", "early", "--config", "@" + yaml);

    assertEquals(0, run.exit(), run.err());
    assertEquals(
        "{\"key\":\"${env:KEY}\",\"list\":[\"a\",1]}",
        bindings(0).path(1).path("pluginConfig").toString());
  }

  @Test
  void aMalformedConfigurationIsToldWithoutItsText() throws IOException {
    Path file = Files.writeString(folder.resolve("c.json"), "{\"key\": \"secret\",\n oops}");

    Run run = route("bind", "shop", "early", "--config", "@" + file);

    assertEquals(1, run.exit());
    assertTrue(run.err().contains(file + ": malformed at line 2"), run.err());
    assertFalse(run.err().contains("secret"), run.err());
  }

  @Test
  void unbindingTakesOneBindingAway() {
    Run run = route("unbind", "shop", "late");

    assertEquals(0, run.exit(), run.err());
    assertEquals("generation 2 is live: route shop runs no plugin\n", run.out());
    assertEquals(0, bindings(0).size());
    assertEquals(1, bindings(1).size());
  }

  @Test
  void unknownNamesAreToldWithThoseThatThereAre() {
    Run route = route("bind", "shp", "late");
    Run plugin = route("bind", "shop", "lat");
    Run bound = route("unbind", "shop", "early");

    assertEquals(1, route.exit());
    assertTrue(route.err().contains("no route shp (there: shop, other)"), route.err());
    assertEquals(1, plugin.exit());
    assertTrue(plugin.err().contains("no plugin lat in the configuration (there: late, early)"));
    assertTrue(plugin.err().contains("--url oci://"), plugin.err());
    assertEquals(1, bound.exit());
    assertTrue(bound.err().contains("early is not bound to route shop (there: late)"), bound.err());
  }

  @Test
  void aConfigurationThatAFileHasIsNamed() {
    server.serveFile("/etc/weir/gateway.yaml");

    Run run = route("bind", "shop", "early");

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("edit /etc/weir/gateway.yaml"), run.err());
    assertTrue(run.err().lines().count() <= 3, run.err());
  }

  @Test
  void aRefusalListsEveryProblem() {
    server.refuse(
        422,
        """
        {"status": 422, "detail": "the change was refused", "errors": [
          {"path": "plugins[2].url", "line": 0, "message": "no manifest 9", "remedy": "push it"},
          {"path": "routes[0]", "line": 0, "message": "odd", "remedy": "even it out"}]}
        """);

    Run run = route("bind", "shop", "early");

    assertEquals(1, run.exit());
    assertEquals(
        List.of(
            "weir: the gateway refuses, and nothing has changed:",
            "      plugins[2].url: no manifest 9; push it",
            "      routes[0]: odd; even it out"),
        run.err().lines().toList());
  }

  @Test
  void aWrongTokenIsNamedByItsOriginAndNeverPrinted() throws IOException {
    Files.writeString(folder.resolve("token"), "fedcba9876543210\n");

    Run run = Run.weir("route", "ls", "--admin", server.address(), "--data", folder.toString());

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("the token in " + folder.resolve("token")), run.err());
    assertFalse(run.err().contains("fedcba9876543210"), run.err());
  }

  @Test
  void aMissingTokenSaysWhereItWouldBe() {
    Run run = Run.weir("route", "ls", "--admin", server.address(), "--data", folder.toString());

    assertEquals(1, run.exit());
    assertTrue(run.err().contains(folder.resolve("token") + " is not there"), run.err());
  }

  @Test
  void aGatewayThatDoesNotRunSaysHowToStartIt() {
    server.close();

    Run run = route("ls");

    assertEquals(1, run.exit());
    assertTrue(run.err().contains("no gateway at http://" + server.address()), run.err());
    assertTrue(run.err().contains("./weir up"), run.err());
    assertFalse(run.err().contains(FakeAdminServer.TOKEN), run.err());
  }
}
