package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A key of the request keeps a client at one endpoint, over all workers. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class StickyIT {
  private static final Pattern COOKIE =
      Pattern.compile(
          "set-cookie: (sid=[0-9a-f]+); Max-Age=3600; Path=/; HttpOnly; SameSite=Lax\r");

  @TempDir Path folder;
  private final List<TestServer> servers = new ArrayList<>();
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    for (int i = 0; i < 4; i++) {
      servers.add(new TestServer("server-" + i));
    }
    gateway = new TestGateway(folder, 2);
  }

  @AfterEach
  void stop() {
    gateway.close();
    servers.forEach(TestServer::close);
  }

  private void apply(String policy, String keys) {
    apply(policy, keys, "");
  }

  private void apply(String policy, String keys, String listener) {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" %s } ]
        upstreams:
          - name: origin
            endpoints: [ %s ]
            loadBalancer: { policy: %s, hashOn: [ %s ] }
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(
                listener,
                String.join(", ", servers.stream().map(s -> "\"" + s.address() + "\"").toList()),
                policy,
                keys));
  }

  private String get(String path, String header) throws Exception {
    return gateway.exchange(
        "GET " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n" + header + "\r\n");
  }

  private static String server(String answer) {
    Matcher name = Pattern.compile("server-[0-9]").matcher(answer);
    assertTrue(name.find(), answer);
    return name.group();
  }

  @Test
  void aHeaderOrAParameterDecides() throws Exception {
    for (String policy : List.of("RingHash", "Maglev")) {
      apply(policy, "{ header: x-user }, { query: user }");
      Set<String> seen = new HashSet<>();
      for (int user = 0; user < 12; user++) {
        Set<String> own = new HashSet<>();
        for (int i = 0; i < 4; i++) {
          own.add(server(get("/a", "x-user: user-" + user + "\r\n")));
          own.add(server(get("/a?b=1&user=user-" + user + "&c", "")));
        }
        assertEquals(1, own.size(), policy + " user " + user + " " + own);
        seen.addAll(own);
      }
      assertTrue(seen.size() > 1, policy + ": not all users at one endpoint");
    }
  }

  @Test
  void aClientWithoutACookieIsGivenOne() throws Exception {
    apply("RingHash", "{ cookie: { name: sid, ttl: 1h } }");
    Set<String> seen = new HashSet<>();
    for (int client = 0; client < 12; client++) {
      String first = get("/", "");
      Matcher cookie = COOKIE.matcher(first);
      assertTrue(cookie.find(), first);
      for (int i = 0; i < 4; i++) {
        String again = get("/", "cookie: a=b; " + cookie.group(1) + "\r\n");
        assertEquals(server(first), server(again));
        assertFalse(again.contains("set-cookie"), again);
      }
      seen.add(server(first));
    }
    assertTrue(seen.size() > 1, "not all clients at one endpoint");
  }

  /** Behind proxies that are trusted, all connections come from those. */
  @Test
  void theClientThatTrustedProxiesNameDecides() throws Exception {
    apply("Maglev", "{ sourceIP: true }", ", http: { forwarded: { trustedHops: 1 } }");
    Set<String> seen = new HashSet<>();
    for (int client = 1; client <= 12; client++) {
      Set<String> own = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        own.add(server(get("/", "x-forwarded-for: 192.0.2." + client + "\r\n")));
      }
      assertEquals(1, own.size(), "client " + client + " " + own);
      seen.addAll(own);
    }
    assertTrue(seen.size() > 1, "not all clients at one endpoint");
  }

  @Test
  void theClientsAddressDecides() throws Exception {
    apply("Maglev", "{ sourceIP: true }");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      seen.add(server(get("/", "")));
    }
    assertEquals(1, seen.size());
  }
}
