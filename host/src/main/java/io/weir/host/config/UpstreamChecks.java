package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import java.util.List;

final class UpstreamChecks {
  private final Problems problems;
  private final NameChecks names;

  UpstreamChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void check(Upstream upstream, String path) {
    names.name(path, upstream.name());
    endpoints(upstream.endpoints(), Paths.field(path, "endpoints"));
    tls(upstream, path);
    if (upstream.timeouts().connect().isZero()) {
      problems.add(
          Paths.field(path, "timeouts.connect"), "0s (expected: more than zero)", "write 2s");
    }
  }

  private void tls(Upstream upstream, String path) {
    UpstreamTls tls = upstream.tls();
    if (tls != null) {
      UpstreamTlsFields.check(tls, Paths.field(path, "tls"), problems);
    }
    if (tls == null && upstream.protocol() == UpstreamProtocol.H2) {
      problems.add(
          Paths.field(path, "protocol"),
          "H2 without tls (expected: H2C, or tls)",
          "write protocol: H2C for HTTP/2 in cleartext, or add tls: {}");
    }
    if (tls != null && upstream.protocol() == UpstreamProtocol.H2C) {
      problems.add(
          Paths.field(path, "protocol"),
          "H2C with tls (expected: H2)",
          "write protocol: H2 for HTTP/2 over TLS, or leave tls out");
    }
  }

  private void endpoints(List<String> endpoints, String path) {
    if (endpoints.isEmpty()) {
      problems.add(
          path, "no endpoint (expected: at least one)", "write endpoints: [ 127.0.0.1:9001 ]");
    }
    for (int i = 0; i < endpoints.size(); i++) {
      String at = Paths.item(path, i);
      names.address(at, endpoints.get(i), false);
      if (endpoints.indexOf(endpoints.get(i)) < i) {
        problems.add(at, Fields.quote(endpoints.get(i)) + " stands here twice", "remove one");
      }
    }
  }
}
