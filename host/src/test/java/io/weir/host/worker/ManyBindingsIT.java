package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigApplier.EngineStatus;
import io.weir.host.config.ConfigApplier.PluginStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** VMs go by what is run with which configuration, not by how many routes have it. */
class ManyBindingsIT {
  private static final int ROUTES = 10_000;
  private static final int CONFIGURATIONS = 10;
  private static final int WORKERS = 2;

  @TempDir Path folder;

  @Test
  void tenConfigurationsOfAGoPluginOnTenThousandRoutesAreTenVmsAWorker(TestReporter reporter)
      throws Exception {
    String url = Plugins.url("go", "request-guard");
    try (TestGateway gateway = new TestGateway(folder, WORKERS)) {
      EngineStatus wasmtime =
          gateway.plane().engines().stream()
              .filter(e -> e.name().equals("wasmtime"))
              .findFirst()
              .orElseThrow();
      Assumptions.assumeTrue(wasmtime.available(), "wasmtime is not there: " + wasmtime.reason());
      gateway.apply(configuration(url, 1)); // compiles
      long start = System.nanoTime();
      gateway.apply(configuration(url, ROUTES));
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(TestGateway.soon(() -> live(gateway).size() == gateway.plane().plugins().size()));
      List<PluginStatus> live = live(gateway);
      assertEquals(CONFIGURATIONS, live.size());
      for (PluginStatus one : live) {
        assertEquals(WORKERS, one.vms(), one.toString());
        assertEquals(ROUTES / CONFIGURATIONS, one.bindings(), one.toString());
      }
      long memory = live.stream().mapToLong(PluginStatus::memoryBytes).sum();
      reporter.publishEntry(
          ROUTES + " routes applied", millis + " ms, " + (memory >> 20) + " MiB of guest memory");
      String answer =
          gateway.exchange("GET /r7/secret7 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      answer = gateway.exchange("GET /r8/secret7 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 503 "), "no upstream: " + answer);
    }
  }

  private static List<PluginStatus> live(TestGateway gateway) {
    return gateway.plane().plugins().stream().filter(p -> p.state().equals("live")).toList();
  }

  private static String configuration(String url, int routes) {
    StringBuilder yaml =
        new StringBuilder(
            """
            listeners: [ { name: web, address: "127.0.0.1:0" } ]
            upstreams: [ { name: none, endpoints: [ "127.0.0.1:1" ] } ]
            plugins: [ { name: guard, url: "%s", engine: wasmtime } ]
            routes:
            """
                .formatted(url));
    for (int i = 0; i < routes; i++) {
      yaml.append(
          """
          - name: r%d
            matches: [ { path: { type: PathPrefix, value: /r%d } } ]
            backendRefs: [ { name: none } ]
            plugins: [ { name: guard, pluginConfig: { urls: [ "secret%d" ] } } ]
          """
              .formatted(i, i, i % CONFIGURATIONS));
    }
    return yaml.toString();
  }
}
