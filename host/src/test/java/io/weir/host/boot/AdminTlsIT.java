package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.RecordingApplier;
import io.weir.host.config.Redactor;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin API beyond loopback, which is TLS and the token. */
class AdminTlsIT {
  private static final String PASSWORD = "changeit";

  @TempDir Path data;

  @Test
  void speaksTls() throws Exception {
    KeyStore keys = selfSigned();
    Path certificate = pem("CERTIFICATE", keys.getCertificate("admin").getEncoded());
    Path key = pem("PRIVATE KEY", keys.getKey("admin", PASSWORD.toCharArray()).getEncoded());
    Map<String, String> flags =
        Map.of(
            "data", data.toString(),
            "admin", "0.0.0.0:0",
            "admin-tls-cert", certificate.toString(),
            "admin-tls-key", key.toString());
    RunOptions options = RunOptions.resolve(flags, name -> null);
    try (Gateway gateway =
        Gateway.start(options, new Redactor(), (given, secrets) -> new RecordingApplier())) {
      assertTrue(gateway.adminUrl().startsWith("https://0.0.0.0:"), gateway.adminUrl());
      String base = gateway.adminUrl().replace("0.0.0.0", "localhost") + "/api/v1";
      String token = Files.readString(data.resolve("token")).strip();
      try (AdminClient client = new AdminClient(trusting(keys), base, token)) {
        assertEquals(200, client.get("/status").status());
        assertEquals(401, client.get("/status", "Authorization", "Bearer x").status());
      }
    }
  }

  private KeyStore selfSigned() throws Exception {
    Path store = data.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "admin",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = keytool.inputReader().readAllAsString();
    assertEquals(0, keytool.waitFor(), output);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private Path pem(String label, byte[] der) throws Exception {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        data.resolve(label + ".pem"),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label));
  }

  private static HttpClient trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("admin", keys.getCertificate("admin"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }
}
