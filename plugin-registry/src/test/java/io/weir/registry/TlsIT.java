package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.PullException.Reason;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server under TLS, with a certificate of its own. */
class TlsIT {
  private static final String TOKEN = "0123456789abcdef-token";
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;
  private RegistryServer server;
  private Path certificate;

  @BeforeEach
  void start() throws Exception {
    KeyStore store = generate();
    certificate = pem("cert.pem", "CERTIFICATE", store.getCertificate("weir").getEncoded());
    Path key =
        pem("key.pem", "PRIVATE KEY", store.getKey("weir", PASSWORD.toCharArray()).getEncoded());
    server =
        RegistryServer.start(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), TOKEN)
                .withTls(certificate, key, Set.of()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pushesAndPullsWithTheCaFile() {
    byte[] wasm = Wasm.ofSize(3_000_000, 1);
    Reference reference = Reference.parse(server.authority() + "/p:1");
    ClientOptions options =
        ClientOptions.defaults()
            .withCaFile(certificate)
            .withCredentials(any -> new Credentials(AccessToken.USER, TOKEN));
    try (PluginPuller puller = new PluginPuller(folder.resolve("cache"), options)) {
      PluginPackage.of(wasm).push(puller.client(), reference, PluginLayout.CNCF);
      assertArrayEquals(wasm, puller.pull("oci://" + reference, null).wasm());
    }
  }

  @Test
  void trustsNobodyWithoutIt() {
    try (PluginPuller puller =
        new PluginPuller(folder.resolve("cache"), ClientOptions.defaults())) {
      String url = "https://" + server.authority() + "/v2/";
      var refused = assertThrows(PullException.class, () -> puller.pull(url, null));
      assertEquals(Reason.UNREACHABLE, refused.reason());
      assertTrue(refused.getMessage().contains("TLS handshake"), refused.getMessage());
      assertTrue(refused.remedy().contains("CA file"), refused.remedy());
    }
  }

  @Test
  void namesAnUnreadableCaFile() {
    ClientOptions options = ClientOptions.defaults().withCaFile(folder.resolve("none.pem"));
    var refused = assertThrows(IllegalArgumentException.class, () -> new RegistryClient(options));
    assertTrue(String.valueOf(refused.getMessage()).contains("none.pem"));
  }

  private KeyStore generate() throws Exception {
    Path file = folder.resolve("keys.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "weir",
            "-keyalg",
            "EC",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private Path pem(String name, String kind, byte[] content) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind);
    return Files.writeString(folder.resolve(name), text);
  }
}
