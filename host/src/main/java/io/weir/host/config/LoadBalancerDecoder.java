package io.weir.host.config;

import io.weir.host.config.LoadBalancer.Policy;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How endpoints are chosen. */
final class LoadBalancerDecoder {
  private static final HashKey NOTHING = new HashKey.SourceIp();

  private LoadBalancerDecoder() {}

  static LoadBalancer loadBalancer(Fields fields) {
    HashSettings usual = HashSettings.DEFAULT;
    LocalitySettings locality = LocalitySettings.DEFAULT;
    return new LoadBalancer(
        fields.choice("policy", Policy.RoundRobin),
        fields.integer("choices", 2),
        new HashSettings(
            fields.list("hashOn", LoadBalancerDecoder::hashKey),
            fields.integer("minimumRingSize", usual.minimumRingSize()),
            fields.integer("maximumRingSize", usual.maximumRingSize()),
            fields.integer("tableSize", usual.tableSize())),
        fields.optionalObject("slowStart", LoadBalancerDecoder::slowStart),
        new LocalitySettings(
            Map.copyOf(fields.integerMap("localityWeights")),
            fields.integer("overprovisioning", locality.overprovisioning())));
  }

  private static SlowStart slowStart(Fields fields) {
    return new SlowStart(
        fields.requiredDuration("window"),
        fields.number("aggression", 1.0),
        fields.integer("minWeightPercent", 10));
  }

  private static HashKey hashKey(Fields fields) {
    String header = fields.optionalText("header");
    String query = fields.optionalText("query");
    HashKey.@Nullable Cookie cookie = fields.optionalObject("cookie", LoadBalancerDecoder::cookie);
    boolean sourceIp = fields.flag("sourceIP", false);
    int given = (header == null ? 0 : 1) + (query == null ? 0 : 1) + (cookie == null ? 0 : 1);
    if (given + (sourceIp ? 1 : 0) != 1) {
      fields.problemHere(
          given + (sourceIp ? 1 : 0) + " keys (expected: one of header, cookie, query, sourceIP)",
          "write - header: x-user, or - sourceIP: true; one item for each key");
      return NOTHING;
    }
    if (header != null) {
      return new HashKey.Header(header.toLowerCase(Locale.ROOT));
    }
    if (query != null) {
      return new HashKey.Query(query);
    }
    return Objects.requireNonNullElse(cookie, NOTHING);
  }

  private static HashKey.Cookie cookie(Fields fields) {
    return new HashKey.Cookie(
        fields.text("name"), fields.optionalDuration("ttl"), fields.text("path", "/"));
  }
}
