package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Listener;

final class ListenerChecks {
  private final Problems problems;
  private final NameChecks names;

  ListenerChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void check(Listener listener, String path) {
    names.name(path, listener.name());
    names.address(Paths.field(path, "address"), listener.address(), true);
    String backends = Paths.field(path, "backendRefs");
    new ListenerTlsChecks(problems).check(listener, path);
    ProxyProtocolFields.check(
        listener.proxyProtocol(), Paths.field(path, "proxyProtocol"), problems);
    if (listener.protocol().isHttp()) {
      checkHttp(listener, path, backends);
    } else if (listener.backendRefs().isEmpty()) {
      if (!listener.tlsRoutes().isEmpty()) {
        return; // names that no route has are refused
      }
      problems.add(
          backends,
          "none (expected: where the connections of a TCP listener go)",
          "write backendRefs: [ { name: db } ] with the name of an upstream");
    } else {
      new BackendChecks(problems).check(listener.backendRefs(), backends, false);
    }
  }

  private void checkHttp(Listener listener, String path, String backends) {
    new Http2Checks(problems).check(listener.http().http2(), Paths.field(path, "http.http2"));
    if (!listener.backendRefs().isEmpty()) {
      problems.add(
          backends,
          "on an HTTP listener (expected: on its routes)",
          "write a route with them, or protocol: TCP");
    }
    if (listener.timeouts().idle() != null) {
      problems.add(
          Paths.field(path, "timeouts.idle"),
          "on an HTTP listener (expected: on its routes)",
          "write timeouts on a route, or protocol: TCP");
    }
  }
}
