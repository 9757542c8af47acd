package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.TreeMap;

/** How endpoints are chosen. */
final class LoadBalancerWriter {
  private LoadBalancerWriter() {}

  static ObjectNode loadBalancer(LoadBalancer balancer) {
    HashSettings hash = balancer.hash();
    ObjectNode json =
        GatewayWriter.object()
            .put("policy", balancer.policy().name())
            .put("choices", balancer.choices());
    json.set("hashOn", GatewayWriter.array(hash.on(), LoadBalancerWriter::hashKey));
    json.put("minimumRingSize", hash.minimumRingSize())
        .put("maximumRingSize", hash.maximumRingSize())
        .put("tableSize", hash.tableSize());
    SlowStart slow = balancer.slowStart();
    if (slow != null) {
      json.putObject("slowStart")
          .put("window", Durations.format(slow.window()))
          .put("aggression", slow.aggression())
          .put("minWeightPercent", slow.minWeightPercent());
    }
    ObjectNode weights = json.putObject("localityWeights");
    new TreeMap<>(balancer.locality().weights()).forEach(weights::put);
    return json.put("overprovisioning", balancer.locality().overprovisioning());
  }

  private static ObjectNode hashKey(HashKey key) {
    ObjectNode json = GatewayWriter.object();
    switch (key) {
      case HashKey.Header header -> json.put("header", header.name());
      case HashKey.Query query -> json.put("query", query.name());
      case HashKey.SourceIp unused -> json.put("sourceIP", true);
      case HashKey.Cookie cookie -> {
        ObjectNode written = json.putObject("cookie").put("name", cookie.name());
        Duration ttl = cookie.ttl();
        if (ttl != null) {
          written.put("ttl", Durations.format(ttl));
        }
        written.put("path", cookie.path());
      }
    }
    return json;
  }
}
