package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.upstream.control.EndpointStatus;
import io.weir.host.upstream.control.FakeNameServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A name with several addresses is several endpoints, as long as the answer says so. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class StrictDnsIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

  @TempDir Path folder;
  private FakeNameServer names;
  private TestGateway gateway;
  private TestServer one;
  private TestServer two;

  @BeforeEach
  void start() throws Exception {
    names = new FakeNameServer();
    one = new TestServer("one", InetAddress.getByName("127.0.0.1"), 0);
    two = new TestServer("two", InetAddress.getByName("127.0.0.2"), one.port());
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    names.close();
    one.close();
    two.close();
  }

  private void apply() {
    apply("IPv4");
  }

  private void apply(String family) {
    apply("shop.weir.test", family);
  }

  private void apply(String name, String family) {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
          - name: origin
            endpoints: [ "%s:%d" ]
            dns: { mode: Strict, minTtl: 50ms, maxTtl: 100ms, retry: 20ms, family: %s, servers: [ "%s" ] }
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(name, one.port(), family, names.address()));
  }

  private List<String> endpoints() {
    return gateway.plane().upstreams().getFirst().endpoints().stream()
        .map(EndpointStatus::address)
        .toList();
  }

  private boolean soon(String... addresses) throws InterruptedException {
    List<String> wanted = Arrays.stream(addresses).map(a -> a + ":" + one.port()).toList();
    return TestGateway.soon(() -> endpoints().equals(wanted));
  }

  @Test
  void aNameWithTwoAddressesIsTwoEndpoints() throws Exception {
    names.answer(1, "127.0.0.2", "127.0.0.1");
    apply();
    assertTrue(soon("127.0.0.1", "127.0.0.2"), endpoints().toString());
    for (int i = 0; i < 10; i++) {
      assertTrue(gateway.exchange(GET).startsWith("HTTP/1.1 200 "));
    }
    assertEquals(5, one.served());
    assertEquals(5, two.served());
    assertEquals(
        "shop.weir.test", gateway.plane().upstreams().getFirst().endpoints().getFirst().name());
  }

  /** As everywhere else, it goes before the name servers. */
  @Test
  void aNameOfTheHostsFileIsNotAskedFor() throws Exception {
    names.answer(1, "127.0.0.2");
    apply("localhost", "IPv4");
    assertTrue(soon("127.0.0.1"), endpoints().toString());
    assertEquals(0, names.questions());
  }

  @Test
  void theLastGoodAnswerHoldsAndANewOneIsTakenOver() throws Exception {
    names.answer(1, "127.0.0.1");
    apply();
    assertTrue(soon("127.0.0.1"), endpoints().toString());
    names.answer(1); // the name does not exist any more
    int asked = names.questions();
    assertTrue(TestGateway.soon(() -> names.questions() > asked + 3));
    assertTrue(soon("127.0.0.1"), "the last good answer");
    try (RawClient client = gateway.connect()) {
      String keepAlive = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
      assertTrue(client.send(keepAlive).readResponse().endsWith("one"));
      names.answer(1, "127.0.0.2");
      assertTrue(soon("127.0.0.2"), endpoints().toString());
      assertTrue(client.send(keepAlive).readResponse().endsWith("two"));
    }
  }

  /** A TTL of an hour is cut to maxTtl, one of 0 is raised to minTtl. */
  @Test
  void theTtlHasAFloorAndACap() throws Exception {
    names.answer(3600, "127.0.0.1");
    apply();
    assertTrue(
        TestGateway.soon(() -> names.questions() >= 3), "asked again before the hour is over");
  }

  /** Some 28 addresses fit into a datagram; the others would come and go. */
  @Test
  void anAnswerThatIsTooLongForADatagramIsWhole() throws Exception {
    List<String> many = IntStream.rangeClosed(1, 60).mapToObj(i -> "127.0.1." + i).toList();
    names.answer(1, many.toArray(new String[0]));
    apply();
    assertTrue(TestGateway.soon(() -> endpoints().size() == 60), endpoints().toString());
  }

  @Test
  void anAnswerThatMakesNoSenseIsAskedForAgain() throws Exception {
    names.answer(1, "127.0.0.1");
    names.cutAddresses(3);
    apply();
    assertTrue(TestGateway.soon(() -> names.questions() >= 3), "asked again");
    names.cutAddresses(4);
    assertTrue(soon("127.0.0.1"), endpoints().toString());
  }

  @Test
  void oneFamilyThatFailsKeepsItsLastAddressesWhileTheOtherIsFollowed() throws Exception {
    names.fail(false, true);
    names.answer(1, "127.0.0.1", "::1");
    apply("All");
    assertTrue(soon("127.0.0.1"), "what has answered is used: " + endpoints());
    names.fail(false, false);
    assertTrue(soon("[::1]", "127.0.0.1"), endpoints().toString());
    names.fail(false, true);
    names.answer(1, "127.0.0.2");
    assertTrue(soon("[::1]", "127.0.0.2"), endpoints().toString());
    names.fail(false, false);
    assertTrue(soon("127.0.0.2"), "a server that says there is none: " + endpoints());
  }
}
