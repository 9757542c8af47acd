package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException.Problem;
import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsConfigTest {
  private static final Issued ISSUED =
      new TestAuthority("ca").issue(new Request("a").dns("a.test"));

  @TempDir Path folder;

  private String everything() throws IOException {
    String files = ISSUED.in(folder, "a");
    String ca = folder.resolve("a.pem").toString();
    return """
    listeners:
      - name: web
        address: 127.0.0.1:8443
        protocol: HTTPS
        tls:
          certificates: [ %1$s ]
          minVersion: "1.2"
          maxVersion: "1.3"
          cipherSuites: [ TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ]
          alpn: [ h2 ]
          clientValidation:
            { caCertificates: "%2$s", mode: AllowInsecureFallback, forwardClientCertificate: true }
          ocspStapling: { fetch: true }
          handshakeTimeout: 3s
        proxyProtocol: { mode: Accept, trustedSources: [ 10.0.0.0/8, "fd00::/8" ] }
      - name: sni
        address: 127.0.0.1:8444
        protocol: TLS
        tls: { mode: Passthrough }
        tlsRoutes: [ { hostnames: [ "*.a.test" ], backendRefs: [ { name: shop, weight: 2 } ] } ]
        backendRefs: [ { name: shop } ]
    upstreams:
      - name: shop
        endpoints: [ 127.0.0.1:9001 ]
        protocol: H2
        tls:
          hostname: shop.test
          caCertificates: "%2$s"
          clientCertificate: %1$s
          alpn: [ redis ]
    """
        .formatted(files, ca);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws Exception {
    GatewayConfig config = Texts.yaml(everything());
    String written = ConfigWriter.yaml(config);
    assertEquals(config, Texts.yaml(written));
    assertEquals(config, Texts.json(ConfigWriter.json(config)));
  }

  @Test
  void noKeyIsWritten() throws Exception {
    String secret = Files.readAllLines(ISSUED.keyFile(folder.resolve("b.key"))).get(1);
    assertFalse(ConfigWriter.yaml(Texts.yaml(everything())).contains(secret));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol: HTTPS | listeners[0].tls | missing",
        "protocol: HTTP, tls: {} | listeners[0].tls | on a listener of protocol HTTP",
        "protocol: HTTPS, tls: {} | listeners[0].tls.certificates | none",
        "protocol: HTTPS, tls: { mode: Passthrough } | listeners[0].tls.mode | Passthrough on",
        "protocol: TLS, tls: { mode: Passthrough } | listeners[0].backendRefs | none",
        "proxyProtocol: { mode: Accept } | listeners[0].proxyProtocol.trustedSources | none",
      })
  void saysWhatIsWrong(String listener, String path, String message) {
    Problem problem =
        Texts.problem("listeners: [ { name: w, address: \"a:1\", " + listener + " } ]");
    assertEquals(path, problem.path());
    assertTrue(problem.message().startsWith(message), problem.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "https://shop.test", "shop.test:443", "*.shop.test", "[::1]"})
  void aHostnameOfAnUpstreamIsOneHost(String hostname) {
    Problem problem =
        Texts.problem(
            "upstreams: [ { name: u, endpoints: [ \"a:1\" ], tls: { hostname: \"%s\" } } ]"
                .formatted(hostname));
    assertEquals("upstreams[0].tls.hostname", problem.path());
    assertTrue(problem.message().startsWith("\"" + hostname + "\" (expected: a name"), hostname);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.test", "127.0.0.1", "::1", "localhost"})
  void aHostnameOfAnUpstreamIsANameOrAnAddress(String hostname) {
    String tls = "tls: { hostname: \"" + hostname + "\" }";
    GatewayConfig config =
        Texts.yaml("upstreams: [ { name: u, endpoints: [ \"a:1\" ], " + tls + " } ]");
    assertEquals(hostname, Objects.requireNonNull(config.upstreams().getFirst().tls()).hostname());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing.pem | a.key | certificate | no such file",
        "a.key | a.key | certificate | holds no certificate",
        "a.pem | a.pem | key | holds no private key",
        "a.pem | secret.key | key | is encrypted",
        "a.pem | bad.key | key | cannot be read",
        "a.pem | other.key | key | does not fit the certificate",
      })
  void saysWhatIsWrongWithAFile(String certificate, String key, String field, String message)
      throws Exception {
    var unused = ISSUED.in(folder, "a");
    new TestAuthority("b").issue(new Request("b")).keyFile(folder.resolve("other.key"));
    byte[] junk = {1, 2, 3};
    Files.writeString(
        folder.resolve("secret.key"), TestAuthority.pem("ENCRYPTED PRIVATE KEY", junk));
    Files.writeString(folder.resolve("bad.key"), TestAuthority.pem("PRIVATE KEY", junk));
    Problem problem =
        Texts.problem(
            """
            listeners:
              - { name: w, address: "a:1", protocol: HTTPS, tls:
                  { certificates: [ { certificate: "%s", key: "%s" } ] } }
            """
                .formatted(folder.resolve(certificate), folder.resolve(key)));
    assertEquals("listeners[0].tls.certificates[0]." + field, problem.path());
    assertEquals(3, problem.line());
    assertTrue(problem.message().contains(message), problem.message());
  }
}
