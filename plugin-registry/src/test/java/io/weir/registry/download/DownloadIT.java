package io.weir.registry.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.ClientOptions;
import io.weir.registry.Digest;
import io.weir.registry.PluginDocument;
import io.weir.registry.PluginPackage;
import io.weir.registry.PublishLayout;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.Wasm;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins by the paths of Higress's plugin server. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class DownloadIT {
  private static final byte[] WASM = Wasm.ofSize(300_000, 5);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final RegistryClient client = new RegistryClient(ClientOptions.defaults());
  private RegistryServer server;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, folder.resolve("r"), null));
  }

  @AfterEach
  void stop() {
    client.close();
    http.shutdownNow();
    server.close();
  }

  private void push(String reference, byte[] wasm, PublishLayout layout) {
    PluginDocument readme = PluginDocument.of("README.md", "# x".getBytes(UTF_8)).orElseThrow();
    new PluginPackage(wasm, List.of(readme), Map.of())
        .image(layout)
        .push(client, Reference.parse(server.authority() + "/" + reference));
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void theModuleOfEveryLayoutIsThereUnderNamesWithAndWithoutSlashes() throws Exception {
    push("plugins/key-auth:1.0.0", WASM, PublishLayout.BOTH);
    push("team/deep/gate:2.0.0", WASM, PublishLayout.CNCF);
    push("plugins/old:1.0.0", WASM, PublishLayout.HIGRESS);

    for (String path : List.of("key-auth/1.0.0", "team/deep/gate/2.0.0", "old/1.0.0")) {
      HttpResponse<byte[]> response = send("GET", "/plugins/" + path + "/plugin.wasm");
      assertEquals(200, response.statusCode(), path);
      assertArrayEquals(WASM, response.body(), path);
      assertEquals("application/wasm", header(response, "Content-Type"));
    }
  }

  @Test
  void theMetadataHasTheFieldsOfThePluginServer() throws Exception {
    push("plugins/key-auth:1.0.0", WASM, PublishLayout.BOTH);

    String text = new String(send("GET", "/plugins/key-auth/1.0.0/metadata.txt").body(), UTF_8);

    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(WASM));
    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d";
    assertTrue(
        text.matches(
            "Plugin Name: key-auth\nSize: 300000 bytes\nLast Modified: %s\nCreated: %s\nMD5: %s\n"
                .formatted(time, time, md5)),
        text);
  }

  @Test
  void partsAndTagsAndHeadsAreAnsweredAsOfAnyFile() throws Exception {
    push("plugins/key-auth:1.0.0", WASM, PublishLayout.BOTH);
    String path = "/plugins/key-auth/1.0.0/plugin.wasm";
    String tag = "\"" + Digest.sha256(WASM) + "\"";

    HttpResponse<byte[]> head = send("HEAD", path);
    assertEquals("300000", header(head, "Content-Length"));
    assertEquals(tag, header(head, "ETag"));
    HttpResponse<byte[]> part = send("GET", path, "Range", "bytes=100-199", "If-Range", tag);
    assertEquals(206, part.statusCode());
    assertArrayEquals(Arrays.copyOfRange(WASM, 100, 200), part.body());
    assertEquals(304, send("GET", path, "If-None-Match", tag).statusCode());
    assertEquals(416, send("GET", path, "Range", "bytes=300000-").statusCode());
    assertEquals(
        200, send("GET", path, "Range", "bytes=0-9", "If-Range", "\"other\"").statusCode());
    assertEquals(405, send("DELETE", path).statusCode());
  }

  @Test
  void aTagThatMovesGivesTheNewModule() throws Exception {
    push("plugins/key-auth:latest", WASM, PublishLayout.BOTH);
    send("GET", "/plugins/key-auth/latest/plugin.wasm");
    byte[] second = Wasm.ofSize(1000, 6);

    push("plugins/key-auth:latest", second, PublishLayout.BOTH);

    assertArrayEquals(second, send("GET", "/plugins/key-auth/latest/plugin.wasm").body());
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    HttpResponse<byte[]> response = send("GET", "/plugins/none/1.0.0/plugin.wasm");

    assertEquals(404, response.statusCode());
    assertTrue(new String(response.body(), UTF_8).contains("NAME_UNKNOWN"));
  }

  @Test
  void wkgIsToldWhereTheRegistryIs() throws Exception {
    String json = new String(send("GET", "/.well-known/wasm-pkg/registry.json").body(), UTF_8);

    assertEquals(
        "{\"preferredProtocol\":\"oci\",\"oci\":{\"registry\":\"" + server.authority() + "\"}}",
        json);
  }
}
