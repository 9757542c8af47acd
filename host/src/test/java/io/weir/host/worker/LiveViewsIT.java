package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.observe.Exposition;
import io.weir.host.observe.view.ClusterView.EndpointView;
import io.weir.host.observe.view.ConnectionView;
import io.weir.host.observe.view.Page;
import io.weir.host.observe.view.Query;
import io.weir.host.observe.view.StreamView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams and connections under way, and what is counted of them. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class LiveViewsIT {
  private static final Query ALL = new Query(null, null, 0, 10);

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;
  private final List<RawClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n");
              peer.to("never");
            });
    gateway = new TestGateway(folder, 2);
    gateway.apply(TestGateway.oneRoute(origin, "", ""));
  }

  @AfterEach
  void stop() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    gateway.close();
    origin.close();
  }

  private void hang(String path) throws Exception {
    RawClient client = gateway.connect();
    clients.add(client);
    client.send("GET " + path + " HTTP/1.1\r\nhost: shop.test\r\n\r\n");
  }

  private Page<StreamView> streams(Query query) {
    return gateway.plane().streams(query);
  }

  private String page() {
    Exposition page = new Exposition();
    gateway.plane().collect(page);
    return page.text();
  }

  @Test
  void aStreamThatLastsIsSeenUntilItEnds() throws Exception {
    hang("/events");
    assertTrue(
        TestGateway.soon(() -> streams(ALL).items().stream().anyMatch(s -> s.status() == 200)));
    StreamView stream = streams(ALL).items().getFirst();
    assertEquals("web", stream.listener());
    assertEquals("all", stream.route());
    assertEquals("GET", stream.method());
    assertEquals("shop.test", stream.authority());
    assertEquals("/events", stream.path());
    assertEquals("origin", stream.cluster());
    assertEquals("127.0.0.1:" + origin.port(), stream.upstream());
    assertTrue(TestGateway.soon(() -> streams(ALL).items().getFirst().responseBytes() == 2));
    assertTrue(page().contains("weir_requests_active{listener=\"web\"} 1\n"), page());

    EndpointView endpoint = gateway.plane().clusters().getFirst().endpoints().getFirst();
    assertEquals("127.0.0.1:" + origin.port(), endpoint.address());
    assertEquals(1, endpoint.active());
    assertEquals(1, endpoint.requests());

    for (String line :
        List.of(
            "weir_upstream_endpoints{upstream=\"origin\",health=\"healthy\"} 1\n",
            "weir_upstream_endpoints{upstream=\"origin\",health=\"ejected\"} 0\n",
            "weir_upstream_connections_active{upstream=\"origin\"} 1\n",
            "weir_upstream_requests_active{upstream=\"origin\"} 1\n",
            "weir_upstream_overflows_total{upstream=\"origin\"} 0\n",
            "weir_upstream_endpoint_requests_total{upstream=\"origin\",endpoint=\"127.0.0.1:"
                + origin.port()
                + "\"} 1\n",
            "weir_connections_refused_total 0\n",
            "weir_overloaded 0\n")) {
      assertTrue(page().contains(line), line + page());
    }

    clients.getFirst().close();
    assertTrue(TestGateway.soon(() -> streams(ALL).total() == 0));
    assertTrue(page().contains("weir_requests_active{listener=\"web\"} 0\n"), page());
    assertTrue(page().contains("weir_requests_total{listener=\"web\",status=\"2xx\"} 1\n"), page());
    assertTrue(
        page().contains("weir_route_requests_total{route=\"all\",status=\"2xx\"} 1\n"), page());
    assertTrue(
        page().contains("weir_upstream_requests_total{upstream=\"origin\",status=\"2xx\"} 1\n"),
        page());
    assertTrue(page().contains("weir_response_flags_total{flag=\"DC\"} 1\n"), page());
  }

  @Test
  void aQueryTakesSomeAndSaysWhenItIsCut() throws Exception {
    for (int i = 0; i < 5; i++) {
      hang("/" + i);
    }
    assertTrue(TestGateway.soon(() -> streams(ALL).total() == 5));
    Page<StreamView> two = streams(new Query("web", "all", 0, 2));
    assertEquals(2, two.items().size());
    assertTrue(two.truncated());
    assertTrue(two.items().getFirst().ageMillis() >= two.items().getLast().ageMillis());
    assertEquals(0, streams(new Query("other", null, 0, 10)).items().size());
    assertEquals(0, streams(new Query(null, "other", 0, 10)).items().size());
    assertEquals(0, streams(new Query(null, null, 3_600_000, 10)).items().size());
  }

  @Test
  void connectionsAreSeenWhileTheyAreOpen() throws Exception {
    hang("/a");
    assertTrue(TestGateway.soon(() -> streams(ALL).total() == 1));
    Page<ConnectionView> open = gateway.plane().connections(ALL);
    assertEquals(1, open.total());
    ConnectionView connection = open.items().getFirst();
    assertEquals("web", connection.listener());
    assertEquals("HTTP/1.1", connection.protocol());
    assertNull(connection.tls());
    assertEquals(1, connection.streams());
    assertTrue(page().contains("weir_connections_active{listener=\"web\"} 1\n"), page());

    clients.getFirst().close();
    assertTrue(TestGateway.soon(() -> gateway.plane().connections(ALL).total() == 0));
    assertTrue(page().contains("weir_connections_opened_total{listener=\"web\"} 1\n"), page());
  }
}
