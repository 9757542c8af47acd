package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigApplier.EngineStatus;
import io.weir.host.config.ConfigException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plugins that are broken: refused with name, place and remedy when they can be known to be, else
 * costing the request that they break and nothing more.
 */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class BadPluginIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
  private static final String POST = "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              String head;
              while (!(head = peer.head()).isEmpty()) {
                String body = head.startsWith("POST") ? peer.read(2) : "ok";
                peer.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n" + body);
              }
            });
    gateway = TestGateway.to(folder, origin);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private String bound(String url, String more) {
    return TestGateway.oneRoute(
        origin,
        "{ name: bad, url: \"%s\" %s }".formatted(url, more),
        ", plugins: [ { name: bad } ]");
  }

  private void refused(String url, String place, String what) throws Exception {
    ConfigException e = assertThrows(ConfigException.class, () -> gateway.apply(bound(url, "")));
    ConfigException.Problem problem = e.problems().getFirst();
    assertTrue(problem.path().contains(place), problem.toString());
    assertTrue(problem.message().contains(what), problem.toString());
    assertFalse(problem.remedy().isEmpty(), problem.toString());
    assertEquals(1, gateway.plane().generation());
    assertEquals(0, gateway.plane().plugins().size());
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void bytesThatAreNoModule() throws Exception {
    byte[] random = new byte[5_000];
    new Random(7).nextBytes(random);
    refused(Wats.bytes(folder, "random", random), "plugins[bad].url", "random.wasm");
    byte[] header = {0, 'a', 's', 'm', 1, 0, 0, 0};
    System.arraycopy(header, 0, random, 0, header.length);
    refused(Wats.bytes(folder, "noise", random), "plugins[bad].url", "not a WebAssembly module");
    byte[] cut = new byte[40];
    String whole = Wats.plugin(folder, "whole", "");
    byte[] bytes = java.nio.file.Files.readAllBytes(Path.of(java.net.URI.create(whole)));
    System.arraycopy(bytes, 0, cut, 0, cut.length);
    refused(Wats.bytes(folder, "cut", cut), "plugins[bad].url", "not a WebAssembly module");
  }

  @Test
  void aModuleThatIsNoPlugin() throws Exception {
    String url = Wats.module(folder, "none", "(module (memory (export \"memory\") 1))");
    refused(url, "plugins[bad].url", "proxy_abi_version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(func (export \"_start\") (unreachable)) | start function",
        "(func (export \"proxy_on_vm_start\") (param i32 i32) (result i32) (unreachable)) | proxy_on_vm_start",
        "(func (export \"proxy_on_configure\") (param i32 i32) (result i32) (unreachable)) | proxy_on_configure",
        "(func (export \"proxy_on_configure\") (param i32 i32) (result i32) (i32.const 0)) | returned false",
      })
  void aPluginThatDoesNotStart(String function, String what) throws Exception {
    refused(Wats.plugin(folder, "dead", function), "routes[0].plugins[0]", what);
  }

  /** Requests with a body fail in the headers callback; the others pass. */
  private String failing(String instruction) throws Exception {
    return Wats.plugin(
        folder,
        "failing",
        """
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
          (if (i32.eqz (local.get 2)) (then %s))
          (i32.const 0))
        """
            .formatted(instruction));
  }

  @ParameterizedTest
  @CsvSource({"FAIL_CLOSE,503", "FAIL_OPEN,200"})
  void aTrapCostsItsRequestAndNothingMore(String strategy, int status) throws Exception {
    gateway.apply(bound(failing("(unreachable)"), ", failStrategy: " + strategy));
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        String good = client.send(GET).readResponse();
        assertTrue(good.startsWith("HTTP/1.1 200 "), good);
        try (RawClient other = gateway.connect()) {
          String bad = other.send(POST).readResponse();
          assertTrue(bad.startsWith("HTTP/1.1 " + status + " "), bad);
        }
      }
      // The very next request finds the plugin again: it waits for the new VM.
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
    }
    assertTrue(TestGateway.soon(() -> gateway.plane().plugins().getFirst().vms() == 1));
    assertTrue(TestGateway.soon(() -> gateway.plane().plugins().getFirst().streams() == 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"endive", "wasmtime"})
  void anEndlessLoopIsStopped(String engine) throws Exception {
    EngineStatus status =
        gateway.plane().engines().stream()
            .filter(s -> s.name().equals(engine))
            .findFirst()
            .orElseThrow();
    Assumptions.assumeTrue(status.available(), engine + " does not run here: " + status.reason());
    gateway.apply(
        bound(
            failing("(loop $l (br $l))"), ", engine: " + engine + ", limits: { callback: 10ms }"));
    try (RawClient client = gateway.connect();
        RawClient other = gateway.connect()) {
      assertTrue(client.send(POST).readResponse().startsWith("HTTP/1.1 503 "));
      assertTrue(other.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "proxy_on_request_headers, 0, ':path', '/a b', 502",
    "proxy_on_request_headers, 0, ':path', '', 502",
    "proxy_on_request_headers, 0, ':method', 'G T', 502",
    "proxy_on_request_headers, 0, ':authority', 'a/b', 502",
    "proxy_on_request_headers, 0, x, 'aNLb: c', 200", // refused at the host call
    "proxy_on_request_headers, 0, transfer-encoding, chunked, 200",
    "proxy_on_request_headers, 0, content-length, 50, 200",
    "proxy_on_request_headers, 0, connection, upgrade, 200",
    "proxy_on_response_headers, 2, ':status', abc, 500",
    "proxy_on_response_headers, 2, ':status', 101, 500",
    "proxy_on_response_headers, 2, ':status', 99999, 500",
    "proxy_on_response_headers, 2, x, 'aNLb: c', 200",
    "proxy_on_response_headers, 2, transfer-encoding, chunked, 200",
    "proxy_on_response_headers, 2, connection, close, 200",
  })
  void aHeaderThatWouldSplitAMessageDoesNot(
      String callback, int map, String header, String value, int status) throws Exception {
    String text = value.replace("NL", "\r\n");
    gateway.apply(bound(Wats.setsHeader(folder, "splits", callback, map, header, text), ""));
    for (int i = 0; i < 3; i++) {
      try (RawClient client = gateway.connect()) {
        String answer = client.send(GET).readResponse();
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertFalse(answer.contains("\nb: c"), answer);
        assertEquals(status == 200, answer.endsWith("\r\n\r\nok"), answer);
      }
    }
    assertTrue(TestGateway.soon(() -> gateway.plane().plugins().getFirst().streams() == 0));
  }

  @Test
  void aContentLengthThatDoesNotFitEndsTheMessage() throws Exception {
    String url =
        Wats.setsHeader(
            folder,
            "short",
            "proxy_on_response_headers",
            Wats.RESPONSE_HEADERS,
            "content-length",
            "1");
    gateway.apply(bound(url, ""));
    String answer = gateway.exchange(GET);
    assertTrue(answer.endsWith("content-length: 1\r\n\r\n"), answer);
    url =
        Wats.setsHeader(
            folder,
            "more",
            "proxy_on_request_headers",
            Wats.REQUEST_HEADERS,
            "content-length",
            "3");
    gateway.apply(bound(url, ""));
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(POST).readResponse().startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void aClientThatLeavesWhileItsPluginStartsLeavesNothing() throws Exception {
    String slow =
        """
        (func (export "_start") (local $i i32)
          (loop $l
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $l (i32.lt_u (local.get $i) (i32.const 200000000)))))
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
          (if (i32.eqz (local.get 2)) (then (unreachable)))
          (i32.const 0))
        """;
    gateway.apply(bound(Wats.plugin(folder, "slow", slow), ""));
    try (RawClient client = gateway.connect();
        RawClient leaves = gateway.connect()) {
      client.send(POST).readResponse();
      leaves.send(POST.replace("content-length: 2", "content-length: 90000") + "x".repeat(20_000));
      Thread.sleep(20);
    }
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
    }
    assertTrue(TestGateway.soon(() -> gateway.plane().plugins().getFirst().streams() == 0));
  }

  @Test
  void swapsLeaveNothingBehind() throws Exception {
    String url = failing("(unreachable)");
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 50; i++) {
        gateway.apply(bound(url, ", pluginConfig: { n: " + i + " }"));
        if (i % 5 == 0) {
          try (RawClient other = gateway.connect()) {
            other.send(POST).readResponse(); // so that some are retired as they are started again
          }
        }
        assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
      }
    }
    assertTrue(
        TestGateway.soon(() -> gateway.plane().plugins().size() == 1),
        gateway.plane().plugins().toString());
    assertEquals("live", gateway.plane().plugins().getFirst().state());
  }
}
