package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.CircuitBreaker;
import io.weir.host.observe.Exposition;
import io.weir.host.upstream.ClusterCounts;
import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.control.ClusterStatus;
import io.weir.host.upstream.control.EndpointStatus;
import io.weir.host.upstream.control.EndpointStatus.Health;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpstreamMetricsTest {
  private static EndpointStatus endpoint(int number, Health health) {
    return new EndpointStatus(
        "192.0.2.1:" + number,
        "a",
        health,
        null,
        0,
        1,
        100,
        "",
        0,
        new HostCounts(1, 1, 10, 2, 4, 3));
  }

  private static String page(List<EndpointStatus> endpoints) {
    Exposition page = new Exposition();
    UpstreamMetrics.write(
        page,
        List.of(
            new ClusterStatus(
                "shop",
                true,
                new ClusterCounts(3, 2, 9, 1, 7),
                CircuitBreaker.NONE,
                5,
                endpoints)));
    return page.text();
  }

  @Test
  void saysHowAnUpstreamIs() {
    String page = page(List.of(endpoint(1, Health.HEALTHY), endpoint(2, Health.EJECTED)));
    for (String line :
        List.of(
            "weir_upstream_endpoints{upstream=\"shop\",health=\"healthy\"} 1",
            "weir_upstream_endpoints{upstream=\"shop\",health=\"ejected\"} 1",
            "weir_upstream_endpoints{upstream=\"shop\",health=\"draining\"} 0",
            "weir_upstream_panic{upstream=\"shop\"} 1",
            "weir_upstream_requests_pending{upstream=\"shop\"} 2",
            "weir_upstream_retries_active{upstream=\"shop\"} 1",
            "weir_upstream_overflows_total{upstream=\"shop\"} 7",
            "weir_upstream_ejections_total{upstream=\"shop\"} 5",
            "weir_upstream_endpoint_healthy{upstream=\"shop\",endpoint=\"192.0.2.1:1\"} 1",
            "weir_upstream_endpoint_healthy{upstream=\"shop\",endpoint=\"192.0.2.1:2\"} 0",
            "weir_upstream_endpoint_connect_failures_total{upstream=\"shop\",endpoint=\"192.0.2.1:1\"} 3")) {
      assertTrue(page.contains(line + "\n"), line + "\n" + page);
    }
  }

  @Test
  void thoseBeyondTheBoundAreAddedUp() {
    String page =
        page(
            IntStream.range(0, UpstreamMetrics.MAX_ENDPOINTS + 3)
                .mapToObj(i -> endpoint(i, Health.HEALTHY))
                .toList());
    assertTrue(
        page.contains(
            "weir_upstream_endpoint_requests_total{upstream=\"shop\",endpoint=\"_other\"} 30\n"));
    assertEquals(
        UpstreamMetrics.MAX_ENDPOINTS + 1,
        page.lines().filter(l -> l.startsWith("weir_upstream_endpoint_errors_total{")).count());
  }
}
