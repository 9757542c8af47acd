package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.Protocol;
import io.weir.host.config.ListenerTls.Mode;
import io.weir.host.config.ListenerTls.SniRoute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** TLS on a listener. */
final class ListenerTlsChecks {
  private final Problems problems;

  ListenerTlsChecks(Problems problems) {
    this.problems = problems;
  }

  void check(Listener listener, String path) {
    String at = Paths.field(path, "tls");
    ListenerTls tls = listener.tls();
    if (!listener.protocol().isTls()) {
      none(listener, path, at);
    } else if (tls == null) {
      problems.add(
          at,
          "missing (expected: what a listener of protocol " + listener.protocol() + " shows)",
          "write tls: { certificates: [ { certificate: /path/to.pem, key: /path/to.pem } ] }");
    } else {
      present(listener.protocol(), tls, at);
    }
    routes(listener, path);
  }

  private void none(Listener listener, String path, String at) {
    if (listener.tls() != null) {
      String instead = listener.protocol().isHttp() ? "HTTPS" : "TLS";
      problems.add(
          at,
          "on a listener of protocol " + listener.protocol() + " (expected: HTTPS or TLS)",
          "write protocol: " + instead + ", or leave tls out");
    }
    if (!listener.tlsRoutes().isEmpty()) {
      problems.add(
          Paths.field(path, "tlsRoutes"),
          "on a listener of protocol " + listener.protocol() + " (expected: TLS)",
          "write protocol: TLS, or leave tlsRoutes out");
    }
  }

  private void present(Protocol protocol, ListenerTls tls, String at) {
    String certificates = Paths.field(at, "certificates");
    if (tls.mode() == Mode.Passthrough) {
      passthrough(protocol, tls, at);
      return;
    }
    if (tls.certificates().isEmpty()) {
      problems.add(
          certificates,
          "none (expected: at least one, unless mode is Passthrough)",
          "write certificates: [ { certificate: /path/to.pem, key: /path/to.pem } ]");
    }
    TlsFileChecks files = new TlsFileChecks(problems);
    for (int i = 0; i < tls.certificates().size(); i++) {
      files.certificate(tls.certificates().get(i), Paths.item(certificates, i));
    }
    ClientValidation clients = tls.clientValidation();
    if (clients != null) {
      files.authorities(
          clients.caCertificates(), Paths.field(at, "clientValidation.caCertificates"));
    }
    versions(tls, at);
    alpn(protocol, tls.alpn(), Paths.field(at, "alpn"));
  }

  private void passthrough(Protocol protocol, ListenerTls tls, String at) {
    if (protocol == Protocol.HTTPS) {
      problems.add(
          Paths.field(at, "mode"),
          "Passthrough on a listener of protocol HTTPS (expected: Terminate)",
          "write protocol: TLS: what is inside is not seen");
    }
    if (!tls.certificates().isEmpty() || tls.clientValidation() != null) {
      problems.add(
          at,
          "certificates with mode Passthrough (expected: the upstream has them)",
          "leave them out, or write mode: Terminate");
    }
  }

  private void versions(ListenerTls tls, String at) {
    if (tls.minVersion().compareTo(tls.maxVersion()) > 0) {
      problems.add(
          Paths.field(at, "minVersion"),
          tls.minVersion().text() + " (expected: at most maxVersion)",
          "write maxVersion: \"" + tls.minVersion().text() + "\"");
    }
    for (int i = 0; i < tls.cipherSuites().size(); i++) {
      String suite = tls.cipherSuites().get(i);
      if (!suite.startsWith("TLS_") || !suite.contains("_WITH_")) {
        problems.add(
            Paths.item(Paths.field(at, "cipherSuites"), i),
            Fields.quote(suite) + " (expected: the IANA name of a suite of TLS 1.2)",
            "write TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256; those of TLS 1.3 are fixed");
      }
    }
    if (tls.handshakeTimeout().isZero()) {
      problems.add(
          Paths.field(at, "handshakeTimeout"), "0s (expected: more than zero)", "write 10s");
    }
  }

  private void alpn(Protocol protocol, List<String> offered, String at) {
    for (int i = 0; i < offered.size(); i++) {
      boolean known = ListenerTls.HTTP_ALPN.contains(offered.get(i));
      if (protocol == Protocol.HTTPS && !known) {
        problems.add(
            Paths.item(at, i),
            Fields.quote(offered.get(i)) + " (expected: h2 or http/1.1)",
            "leave alpn out for both");
      }
    }
  }

  private void routes(Listener listener, String path) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < listener.tlsRoutes().size(); i++) {
      SniRoute route = listener.tlsRoutes().get(i);
      String at = Paths.item(Paths.field(path, "tlsRoutes"), i);
      if (route.hostnames().isEmpty()) {
        problems.add(
            Paths.field(at, "hostnames"),
            "none (expected: names that clients ask for)",
            "write hostnames: [ db.example.com ]; backendRefs of the listener take the others");
      }
      for (int j = 0; j < route.hostnames().size(); j++) {
        String hostname = route.hostnames().get(j);
        String place = Paths.item(Paths.field(at, "hostnames"), j);
        new RouteChecks(problems).hostname(hostname, place);
        if (!seen.add(hostname)) {
          problems.add(place, Fields.quote(hostname) + " stands here twice", "remove one");
        }
      }
      String backends = Paths.field(at, "backendRefs");
      if (route.backendRefs().isEmpty()) {
        problems.add(backends, "none", "write backendRefs: [ { name: db } ]");
      } else {
        new BackendChecks(problems).check(route.backendRefs(), backends, false);
      }
    }
  }
}
