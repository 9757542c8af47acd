package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules from plain web servers. */
class WebPullTest {
  private static final byte[] WASM = Wasm.ofSize(1000, 1);

  @TempDir Path folder;
  private FakeRegistry web;
  private PluginPuller puller;

  @BeforeEach
  void start() throws IOException {
    web = new FakeRegistry();
    web.serve("/plugin.wasm", MediaTypes.WASM, WASM);
    puller = new PluginPuller(folder, ClientOptions.defaults());
  }

  @AfterEach
  void stop() {
    puller.close();
    web.close();
  }

  @Test
  void pullsOnceAndThenFromTheCache() {
    String url = url("/plugin.wasm");
    assertArrayEquals(WASM, puller.pull(url, null).wasm());
    assertArrayEquals(WASM, puller.pull(url, Digest.sha256(WASM).hex()).wasm());
    assertEquals(1, web.seen("/plugin.wasm").size());
    puller.pull(url, PullPolicy.ALWAYS, null);
    assertEquals(2, web.seen("/plugin.wasm").size());
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(Reason.NOT_FOUND, refused(url("/none"), "").reason());
    PullException pinned = refused(url("/plugin.wasm"), "2".repeat(64));
    assertEquals(Reason.DIGEST_MISMATCH, pinned.reason());
    web.serve("/page", "text/html", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(Reason.NOT_A_PLUGIN, refused(url("/page"), "").reason());
    PullException named = refused("http://u:secret@127.0.0.1/x", "");
    assertTrue(named.getMessage().contains("no user or password"), named.getMessage());
    assertFalse(named.getMessage().contains("secret"), named.getMessage());
  }

  @Test
  void goesThroughTheProxyButNotToLoopback() throws IOException {
    try (FakeRegistry proxy = new FakeRegistry()) {
      proxy.serve("/far.wasm", MediaTypes.WASM, WASM);
      String[] parts = proxy.authority().split(":", 2);
      ClientOptions options =
          ClientOptions.defaults()
              .withPlainHttp(true)
              .withProxy(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])));
      try (PluginPuller proxied = new PluginPuller(folder.resolve("p"), options)) {
        assertArrayEquals(WASM, proxied.pull("http://plugins.test/far.wasm", null).wasm());
        assertArrayEquals(WASM, proxied.pull(url("/plugin.wasm"), null).wasm());
      }
      assertEquals(0, proxy.seen("/plugin.wasm").size());
    }
  }

  private PullException refused(String url, String pin) {
    return assertThrows(PullException.class, () -> puller.pull(url, PullPolicy.ALWAYS, pin));
  }

  private String url(String path) {
    return "http://" + web.authority() + path;
  }
}
