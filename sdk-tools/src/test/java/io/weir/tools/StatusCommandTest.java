package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code weir status} against a stand-in of the admin API. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class StatusCommandTest {
  private FakeAdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeAdminServer("{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run status(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("status", "--admin", server.address(), "--token", FakeAdminServer.TOKEN));
    line.addAll(List.of(more));
    return Run.weir(line.toArray(String[]::new));
  }

  private static String row(Run run) {
    assertEquals(0, run.exit(), run.err());
    return run.out().lines().skip(1).findFirst().orElseThrow().replaceAll(" +", " ");
  }

  @Test
  void streams() throws IOException {
    server.shows(
        "/streams",
        """
        {"total": 7, "truncated": true, "streams": [
          {"listener": "web", "route": "all", "client": "192.0.2.1:5", "protocol": "HTTP/2",
           "method": "GET", "authority": "shop.test", "path": "/a\\u001b[2J", "ageMillis": 1500,
           "requestBytes": 0, "responseBytes": 2048, "status": 200, "cluster": "origin",
           "upstream": "192.0.2.9:80", "plugins": ["guard@3"]}]}
        """);
    Run run = status("streams", "--route", "a b", "--min-age", "1000", "--limit", "1");
    assertEquals(
        "1.5 s web all 192.0.2.1:5 HTTP/2 GET shop.test/a?[2J 200 0 bytes 2.0 KiB 192.0.2.9:80"
            + " guard@3",
        row(run));
    assertEquals("limit=1&minAge=1000&route=a b", server.query());
    assertTrue(run.err().contains("1 of 7 in all"), run.err());
  }

  @Test
  void connections() throws IOException {
    server.shows(
        "/connections",
        """
        {"total": 1, "truncated": false, "connections": [
          {"listener": "web", "client": "192.0.2.1:5", "protocol": "HTTP/2", "tls": "TLSv1.3",
           "streams": 4, "ageMillis": 20, "worker": 1}]}
        """);
    assertEquals("0.0 s web 192.0.2.1:5 HTTP/2 TLSv1.3 4 1", row(status("connections")));
  }

  @Test
  void clustersHaveALineForEachEndpoint() throws IOException {
    server.shows(
        "/clusters",
        """
        {"clusters": [{"name": "origin", "endpoints": [
          {"address": "192.0.2.9:80", "health": "EJECTED", "why": "5 errors", "weight": 2,
           "active": 1, "connections": 3, "requests": 99, "errors": 5, "connectionsMade": 4,
           "connectFailures": 1}]}]}
        """);
    assertEquals("origin 192.0.2.9:80 ejected 2 1 3 99 5 4 1 5 errors", row(status("clusters")));
  }

  @Test
  void certificates() throws IOException {
    server.shows(
        "/certificates",
        """
        {"certificates": [{"listener": "tls", "file": "/c.pem", "names": ["a.test", "b.test"],
          "notAfter": "2027-01-01T00:00:00Z", "stapledUntil": null, "problem": null}]}
        """);
    assertEquals("tls /c.pem a.test,b.test 2027-01-01T00:00:00Z - -", row(status("certificates")));
  }

  @Test
  void nothingIsUnderWay() throws IOException {
    server.shows("/streams", "{\"total\": 0, \"truncated\": false, \"streams\": []}");
    Run run = status("streams");
    assertEquals(0, run.exit());
    assertTrue(run.err().contains("no streams"), run.err());
  }

  @Test
  void aloneItSaysWhatIsServed() {
    Run run = status();
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains("generation 1"), run.err());
    assertTrue(run.err().contains("2 workers"), run.err());
  }

  @Test
  void anUnknownViewNamesThose() {
    Run run = status("steams");
    assertEquals(2, run.exit());
    assertTrue(run.err().toLowerCase(java.util.Locale.ROOT).contains("streams"), run.err());
  }
}
