package io.weir.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code weir plugin vms} against a stand-in of the admin API. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class VmsCommandTest {
  private FakeAdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeAdminServer("{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run vms(String more) {
    return more.isEmpty()
        ? Run.weir("plugin", "vms", "--admin", server.address(), "--token", FakeAdminServer.TOKEN)
        : Run.weir(
            "plugin", "vms", "--admin", server.address(), "--token", FakeAdminServer.TOKEN, more);
  }

  @Test
  void oneLineForEachConfigurationAndASum() throws IOException {
    server.runs(
        """
        [{"plugin": "guard", "number": 3, "digest": "sha256:0123456789abcdef",
          "config": "sha256:fedcba9876543210", "engine": "wasmtime", "isolation": "vm",
          "state": "live", "bindings": 1000, "streams": 7, "vms": 2, "spares": 1,
          "memoryBytes": 5242880, "calls": 99, "events": {"crash": 2, "timeout": 0}}]
        """);
    Run run = vms("");
    assertEquals(0, run.exit(), run.err());
    String row = run.out().lines().skip(1).findFirst().orElseThrow();
    assertEquals(
        "guard 0123456789ab fedcba987654 wasmtime vm live 1000 7 2 1 5.0 MiB 99 crash 2",
        row.replaceAll(" +", " "));
    assertTrue(
        run.err().contains("1000 bindings, 2 VMs on 2 workers, 5.0 MiB of guest memory"),
        run.err());
  }

  @Test
  void asJson() throws IOException {
    server.runs("[{\"plugin\": \"guard\", \"vms\": 2}]");
    assertTrue(vms("--json").out().contains("\"vms\" : 2"));
  }

  @Test
  void nothingRuns() {
    Run run = vms("");
    assertEquals(0, run.exit());
    assertTrue(run.err().contains("no plugin runs"), run.err());
  }
}
