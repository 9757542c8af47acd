package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration PAUSE = Duration.ofMillis(10);

  @TempDir Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void write() throws Exception {
    Path file = folder.resolve("keys.p12");
    String arguments =
        "-genkeypair -alias weir -keyalg EC -dname CN=weir -validity 2 -storetype PKCS12"
            + " -storepass changeit -keystore ";
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process = new ProcessBuilder((keytool + " " + arguments + file).split(" ")).start();
    assertEquals(0, process.waitFor());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    certificate = pem("cert.pem", "CERTIFICATE", store.getCertificate("weir").getEncoded());
    key = pem("key.pem", "PRIVATE KEY", store.getKey("weir", PASSWORD).getEncoded());
  }

  @Test
  void readsAgainWhatChangedAndKeepsWhatServesWhileItIsBroken() throws Exception {
    try (TlsFiles files = TlsFiles.open(certificate, key, PAUSE)) {
      SslContext first = files.context();
      files.watch();
      touch(1);
      SslContext second = await(files, first);
      assertNotSame(first, second);

      byte[] good = Files.readAllBytes(certificate);
      Files.writeString(certificate, "broken");
      touch(2);
      Thread.sleep(200); // many looks
      assertSame(second, files.context());
      Files.write(certificate, good);
      touch(3);
      assertNotSame(second, await(files, second));
    }
  }

  @Test
  void namesFilesThatCannotBeUsed() throws IOException {
    Files.writeString(key, "none");
    var refused = assertThrows(IOException.class, () -> TlsFiles.open(certificate, key, PAUSE));
    assertTrue(String.valueOf(refused.getMessage()).contains("key.pem cannot be used"));
    assertThrows(IOException.class, () -> TlsFiles.open(folder.resolve("gone"), key, PAUSE));
  }

  private static SslContext await(TlsFiles files, SslContext before) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (files.context() == before) {
      assertTrue(System.nanoTime() < end, "never");
      Thread.sleep(5);
    }
    return files.context();
  }

  private void touch(int seconds) throws IOException {
    Files.setLastModifiedTime(certificate, FileTime.from(Instant.now().plusSeconds(seconds * 60L)));
  }

  private Path pem(String name, String kind, byte[] content) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind));
  }
}
