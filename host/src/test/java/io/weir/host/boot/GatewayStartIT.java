package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.RecordingApplier;
import io.weir.host.config.Redactor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that go well and starts that must not, with a fake data plane. */
class GatewayStartIT {
  @TempDir Path data;
  private final RecordingApplier applier = new RecordingApplier();
  private final Map<String, String> flags = new HashMap<>(Map.of("admin", "127.0.0.1:0"));

  @Test
  void saysWhereItServes() throws Exception {
    config("listeners: [ { name: a, address: 127.0.0.1:18080 }, { name: b, address: h:2 } ]");
    try (Gateway gateway = start()) {
      assertTrue(
          gateway
              .readyLine()
              .matches(
                  "ready gateway http://127\\.0\\.0\\.1:18080 gateway http://h:2"
                      + " admin http://127\\.0\\.0\\.1:[1-9][0-9]*"),
          gateway.readyLine());
    }
    assertTrue(applier.isClosed());
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      flags.put("admin", "127.0.0.1:" + taken.getLocalPort());
      Problem problem = problem();
      assertEquals("--admin", problem.path());
      assertEquals("127.0.0.1:" + taken.getLocalPort() + " is in use", problem.message());
      assertTrue(problem.remedy().endsWith("or give --admin HOST:PORT"), problem.remedy());
    }
    assertTrue(applier.isClosed());
  }

  @Test
  void doesNotStartOnABadFile() throws Exception {
    config("listeners: web");
    assertEquals("listeners", problem().path());
    assertEquals(0, applier.applied().size());
  }

  @Test
  void doesNotStartWhenTheGatewayRefuses() throws Exception {
    config("listeners: []");
    applier.refuseWith(new Problem("listeners[web].address", 0, "in use", "take another"));
    assertEquals("take another", problem().remedy());
  }

  @Test
  void doesNotStartWithoutAToken() throws Exception {
    Files.writeString(data.resolve("token"), "short");
    assertTrue(problem().message().contains(data.resolve("token").toString()));
  }

  @Test
  void doesNotShareAStore() throws Exception {
    try (Gateway first = start()) {
      assertEquals("stop it, or give --data DIR", problem().remedy());
      assertTrue(first.adminUrl().startsWith("http://127.0.0.1:"));
    }
    start().close();
  }

  private void config(String text) throws Exception {
    flags.put("config", Files.writeString(data.resolve("c.yaml"), text).toString());
  }

  private Gateway start() {
    flags.put("data", data.toString());
    RunOptions options = RunOptions.resolve(flags, name -> null);
    return Gateway.start(options, new Redactor(), (given, secrets) -> applier);
  }

  private Problem problem() {
    return assertThrows(ConfigException.class, this::start).problems().getFirst();
  }
}
