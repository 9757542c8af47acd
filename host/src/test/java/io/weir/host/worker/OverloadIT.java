package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** More connections than there may be, and requests for which there is no memory. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class OverloadIT {
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

  @TempDir Path folder;
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin = RawOrigin.echoingHeads();
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private void limit(int connections) {
    gateway.apply(
        TestGateway.oneRoute(origin, "", "")
            + "gateway: { overload: { maxConnections: "
            + connections
            + " } }\n");
  }

  @Test
  void aConnectionTooManyIsToldSoAndTheOthersAreServed() throws Exception {
    limit(2);
    try (RawClient first = gateway.connect();
        RawClient second = gateway.connect()) {
      assertTrue(first.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
      assertTrue(second.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
      String refused = gateway.exchange(GET);
      assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
      assertTrue(refused.contains("\r\nretry-after: 1\r\n"), refused);
      assertTrue(refused.contains("\r\ndate: "), refused);
      assertTrue(refused.endsWith("\r\n\r\ntoo many connections\n"), refused);
      assertTrue(first.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void aPlaceThatIsGivenBackIsFree() throws Exception {
    limit(1);
    for (int i = 0; i < 5; i++) {
      assertTrue(
          TestGateway.soon(
              () -> {
                try (RawClient client = gateway.connect()) {
                  return client.send(GET).readHead().startsWith("HTTP/1.1 200 ");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }),
          "round " + i);
    }
  }

  @Test
  void noRequestIsServedWithoutMemory() throws Exception {
    limit(10);
    try (RawClient client = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().startsWith("HTTP/1.1 200 "));
      gateway.plane().shed(true);
      String refused = answer(client, "HTTP/1.1 503 ");
      assertTrue(refused.contains("\r\nretry-after: 1\r\n"), refused);
      gateway.plane().shed(false);
      answer(client, "HTTP/1.1 200 ");
    }
    assertEquals(1, origin.connections());
  }

  /** Workers are told by a task of their own, which a request may be before. */
  private static String answer(RawClient client, String status) throws Exception {
    String answer = client.send(GET).readResponse();
    for (int i = 0; i < 100 && !answer.startsWith(status); i++) {
      answer = client.send(GET).readResponse();
    }
    assertTrue(answer.startsWith(status), answer);
    return answer;
  }
}
