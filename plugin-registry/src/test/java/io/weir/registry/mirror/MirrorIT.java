package io.weir.registry.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.ClientOptions;
import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.PluginDocument;
import io.weir.registry.PluginImage;
import io.weir.registry.PluginPackage;
import io.weir.registry.PluginPuller;
import io.weir.registry.PublishLayout;
import io.weir.registry.PullPolicy;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.registry.Wasm;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that mirrors another. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class MirrorIT {
  private static final byte[] WASM = Wasm.ofSize(2_000_000, 5);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final RegistryClient client = new RegistryClient(ClientOptions.defaults());
  private RegistryServer remote;
  private RegistryServer mirror;
  private PluginImage image;

  @BeforeEach
  void start() throws IOException {
    remote = RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, folder.resolve("far"), null));
    mirror = mirror("1ms");
    image = image("# one\n");
    image.push(client, there("stable"));
  }

  private RegistryServer mirror(String tagTtl) throws IOException {
    String yaml =
        "mirrors: [ { prefix: higress, remote: \"%s/plugins\", tagTtl: %s } ]\n"
            .formatted(remote.url(), tagTtl);
    return RegistryServer.start(
        RegistryOptions.of("127.0.0.1", 0, folder.resolve("near"), null)
            .withConfig(RegistryConfig.parse(yaml)));
  }

  private static PluginImage image(String readme) {
    return new PluginPackage(
            WASM,
            List.of(PluginDocument.of("README.md", readme.getBytes(UTF_8)).orElseThrow()),
            Map.of())
        .image(PublishLayout.BOTH);
  }

  @AfterEach
  void stop() {
    client.close();
    http.shutdownNow();
    mirror.close();
    remote.close();
  }

  private Reference there(String tag) {
    return Reference.parse(remote.authority() + "/plugins/demo:" + tag);
  }

  private Reference here(String tag) {
    return Reference.parse(mirror.authority() + "/higress/demo:" + tag);
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(mirror.url() + "/v2/higress/demo" + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private Digest module() {
    return image.blobs().stream()
        .filter(each -> each.mediaType().equals(MediaTypes.WASM))
        .findFirst()
        .orElseThrow()
        .digest();
  }

  private void pullAll() {
    try (PluginPuller puller = new PluginPuller(folder.resolve("c"), ClientOptions.defaults())) {
      assertArrayEquals(
          WASM, puller.pull("oci://" + here("stable"), PullPolicy.ALWAYS, null).wasm());
    }
  }

  @Test
  void aPullGoesThroughAndTheNextNeedsNoRemote() throws Exception {
    pullAll();
    assertArrayEquals(WASM, send("GET", "/blobs/" + module()).body());
    remote.close();

    pullAll();
    HttpResponse<byte[]> stale = send("GET", "/manifests/stable");
    assertEquals(200, stale.statusCode());
    assertEquals("110 - \"Response is Stale\"", stale.headers().firstValue("Warning").orElse(""));
    HttpResponse<byte[]> part = send("GET", "/blobs/" + module(), "Range", "bytes=10-19");
    assertEquals(206, part.statusCode());
    assertEquals(10, part.body().length);
    assertEquals(502, send("GET", "/manifests/9.9.9").statusCode());
  }

  @Test
  void aTagThatMovesThereMovesHereAndOneThatGoesIsGone() throws Exception {
    pullAll();
    PluginImage second = image("# two\n");
    second.push(client, there("stable"));

    assertEquals(second.descriptor().digest(), client.resolve(here("stable")).digest());

    URI tag = URI.create(remote.url() + "/v2/plugins/demo/manifests/stable");
    http.send(HttpRequest.newBuilder(tag).DELETE().build(), HttpResponse.BodyHandlers.discarding());
    assertEquals(404, send("GET", "/manifests/stable").statusCode());
  }

  @Test
  void withinItsTimeATagIsNotAskedForAgain() throws Exception {
    mirror.close();
    mirror = mirror("1h");
    pullAll();
    image("# two\n").push(client, there("stable"));

    HttpResponse<byte[]> kept = send("GET", "/manifests/stable");

    assertEquals(image.descriptor().digest(), Digest.sha256(kept.body()));
    assertTrue(kept.headers().firstValue("Warning").isEmpty());
  }

  @Test
  void aPushBelowThePrefixIsDenied() {
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () -> client.pushBlob(here("stable"), MediaTypes.OCTET_STREAM, new byte[] {1}));

    assertTrue(String.valueOf(e.getMessage()).contains("DENIED"), e.toString());
    assertTrue(String.valueOf(e.getMessage()).contains("mirrors"), e.toString());
    Reference own = Reference.parse(mirror.authority() + "/own/demo:1");
    image.push(client, own);
    assertEquals(List.of("1"), client.tags(own));
  }

  @Test
  void referrersAndTagsAreThoseOfTheRemote() throws Exception {
    byte[] empty = {'{', '}'};
    Descriptor config = client.pushBlob(there("x"), MediaTypes.OCI_EMPTY, empty);
    byte[] signature =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"application/spdx+json",
        "config":{"mediaType":"%s","digest":"%s","size":2},"layers":[],
        "subject":{"mediaType":"%s","digest":"%s","size":%d}}"""
            .formatted(
                MediaTypes.OCI_MANIFEST,
                MediaTypes.OCI_EMPTY,
                config.digest(),
                image.descriptor().mediaType(),
                image.descriptor().digest(),
                image.descriptor().size())
            .getBytes(UTF_8);
    Digest digest = Digest.sha256(signature);
    client.pushManifest(there("x").at(digest), MediaTypes.OCI_MANIFEST, signature);

    assertEquals(
        List.of(digest),
        client.referrers(here("stable"), image.descriptor().digest()).stream()
            .map(Descriptor::digest)
            .toList());
    client.tag(there("stable"), "latest");
    assertEquals(List.of("latest", "stable"), client.tags(here("stable")));
    String page = new String(send("GET", "/tags/list?n=1").body(), UTF_8);
    assertTrue(page.contains("[\"latest\"]"), page);
  }

  @Test
  void whatTheRemoteHasNotGotIsNotFoundAndHeadFetchesNothing() throws Exception {
    Digest absent = Digest.sha256(new byte[] {9});
    assertEquals(404, send("GET", "/blobs/" + absent).statusCode());
    assertEquals(404, send("GET", "/manifests/" + absent).statusCode());

    HttpResponse<byte[]> head = send("HEAD", "/blobs/" + module());

    assertEquals(200, head.statusCode());
    assertEquals("2000000", head.headers().firstValue("Content-Length").orElse(""));
    remote.close();
    assertFalse(send("GET", "/blobs/" + module()).statusCode() == 200);
  }
}
