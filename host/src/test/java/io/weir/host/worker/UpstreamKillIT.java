package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An upstream is killed under load and comes back: what was not on it does not notice. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class UpstreamKillIT {
  private static final int CLIENTS = 8;

  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

  @TempDir Path folder;
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicLong sent = new AtomicLong();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  /** A request that was not answered with 200, and when it was begun and told. */
  private record Failure(long begun, long told, String answer) {}

  private void load(TestGateway gateway) {
    while (running.get()) {
      try (RawClient client = gateway.connect()) {
        while (running.get()) {
          long begun = System.nanoTime();
          String answer = client.send(GET).readResponse();
          sent.incrementAndGet();
          if (!answer.startsWith("HTTP/1.1 200 ")) {
            failures.add(new Failure(begun, System.nanoTime(), answer));
            break;
          }
        }
      } catch (Exception e) {
        failures.add(new Failure(System.nanoTime(), System.nanoTime(), e.toString()));
        return;
      }
    }
  }

  private void served(int more) throws InterruptedException {
    long until = sent.get() + more;
    assertTrue(TestGateway.soon(() -> sent.get() >= until), sent + " requests, " + failures);
  }

  @Test
  void onlyWhatIsUnderWayOnItIsLost() throws Exception {
    List<Thread> clients = new ArrayList<>();
    try (ServerProcess one = new ServerProcess(0);
        ServerProcess two = new ServerProcess(0);
        TestGateway gateway = new TestGateway(folder, 2)) {
      gateway.apply(
          """
          listeners: [ { name: web, address: "127.0.0.1:0" } ]
          upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d", "127.0.0.1:%d" ] } ]
          routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
          """
              .formatted(one.port(), two.port()));
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.startVirtualThread(() -> load(gateway)));
      }
      served(200);
      assertEquals(List.of(), failures);
      long before = System.nanoTime();
      two.kill();
      long gone = System.nanoTime();
      served(200);
      try (ServerProcess again = new ServerProcess(two.port())) {
        served(200);
        running.set(false);
        for (Thread client : clients) {
          client.join();
        }
        assertEquals(two.port(), again.port());
      }
      assertTrue(failures.size() <= CLIENTS, failures.toString());
      for (Failure failure : failures) {
        assertTrue(failure.begun() < gone, "begun after the end of its upstream: " + failure);
        assertTrue(failure.told() > before, "failed before anybody was killed: " + failure);
      }
      long made =
          gateway.plane().upstreams().getFirst().endpoints().get(1).counts().connectionsMade();
      assertTrue(made > 0, "it is used again");
    } finally {
      running.set(false);
    }
  }
}
