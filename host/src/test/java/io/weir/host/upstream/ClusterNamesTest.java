package io.weir.host.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.host.config.LoadBalancer;
import io.weir.host.config.UpstreamTimeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterNamesTest {
  private static @Nullable Cluster find(String name, String... configured) {
    Map<String, Cluster> clusters = new HashMap<>();
    for (String known : configured) {
      clusters.put(known, cluster(known));
    }
    return ClusterNames.find(name, clusters::get);
  }

  private static Cluster cluster(String name) {
    return new Cluster(
        name,
        List.of(new Endpoint("127.0.0.1", 1)),
        LoadBalancer.Policy.RoundRobin,
        new UpstreamTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "redis, redis",
    "outbound|6379||redis.static, redis",
    "outbound|6379||redis.dns, redis",
    "outbound|80|v1|my.shop.static, my.shop",
    "outbound|80||shop.default.svc.cluster.local, shop.default.svc.cluster.local",
  })
  void aNameFindsAnUpstream(String name, String upstream) {
    assertEquals(cluster(upstream), find(name, upstream));
  }

  @Test
  void theLongerNameGoesFirst() {
    assertEquals(
        cluster("redis.static"), find("outbound|6379||redis.static", "redis", "redis.static"));
    assertEquals(cluster("a:80"), find("a:80", "a:80"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:6379, 127.0.0.1, 6379",
    "db.internal:1, db.internal, 1",
    "[::1]:2, ::1, 2"
  })
  void anAddressNeedsNoUpstream(String name, String host, int port) {
    Cluster found = find(name);
    assertNotNull(found);
    assertEquals(List.of(new Endpoint(host, port)), found.endpoints());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "redis:",
        ":6379",
        "redis:0",
        "redis:65536",
        "redis:x",
        "redis.static",
        "outbound|6379||nobody.static",
        "outbound|6379|redis",
        "outbound|6379||",
        "a b:80",
      })
  void anythingElseIsNothing(String name) {
    assertNull(find(name, "redis"));
  }
}
