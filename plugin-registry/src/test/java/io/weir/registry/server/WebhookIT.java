package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.Digest;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events as receivers see them. */
class WebhookIT {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  @TempDir Path folder;

  @Test
  void tellsOfPushTagUntagAndDelete() throws Exception {
    try (Receiver receiver = new Receiver();
        ServerHarness harness = harness(receiver.url(), "")) {
      Digest digest = push(harness, "plugins/demo", "1");
      assertEquals(202, own(harness, "DELETE", "plugins/demo", "1"));
      assertEquals(202, own(harness, "DELETE", "plugins/demo", digest.toString()));

      List<JsonNode> events = events(receiver, 4);
      assertEquals("push tag untag delete", actions(events));
      JsonNode push = events.getFirst();
      assertEquals("plugins/demo", push.at("/target/repository").asText());
      assertEquals(digest.toString(), push.at("/target/digest").asText());
      assertEquals(TYPE, push.at("/target/mediaType").asText());
      assertEquals("1", push.at("/target/tag").asText());
      assertEquals(
          harness.server.url() + "/v2/plugins/demo/manifests/" + digest,
          push.at("/target/url").asText());
      assertEquals("weir", push.at("/actor/name").asText());
      assertEquals("PUT", push.at("/request/method").asText());
    }
  }

  @Test
  void signsAndSendsWhatIsConfigured() throws Exception {
    try (Receiver receiver = new Receiver();
        ServerHarness harness =
            harness(receiver.url(), ", secret: k3y, headers: {Authorization: Bearer x}")) {
      push(harness, "a", "1");
      Receiver.Received got = receiver.next();
      assertEquals("application/vnd.docker.distribution.events.v2+json", got.contentType());
      assertEquals("Bearer x", got.authorization());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("k3y".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      assertEquals("sha256=" + HexFormat.of().formatHex(mac.doFinal(got.body())), got.signature());
    }
  }

  @Test
  void sendsOnlyWhatIsWanted() throws Exception {
    try (Receiver receiver = new Receiver();
        ServerHarness harness =
            harness(receiver.url(), ", repositories: [plugins/**], actions: [tag]")) {
      push(harness, "other", "1");
      push(harness, "plugins/a", "2");
      List<JsonNode> events = events(receiver, 1);
      assertEquals("tag", actions(events));
      assertEquals("2", events.getFirst().at("/target/tag").asText());
    }
  }

  @Test
  void triesAgainButNotForEver() throws Exception {
    try (Receiver receiver = new Receiver(503, 500, 400);
        ServerHarness harness = harness(receiver.url(), ", actions: [tag]")) {
      push(harness, "a", "1");
      String first = text(receiver.next());
      assertEquals(first, text(receiver.next()), "after 503, the same");
      assertEquals(first, text(receiver.next()), "after 500, the same");
      push(harness, "a", "2");
      assertTrue(text(receiver.next()).contains("\"tag\":\"2\""), "400 is final");
    }
  }

  @Test
  void keepsOverARestartWhatCouldNotBeSent() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    try (ServerHarness harness = harness("http://127.0.0.1:" + nobody + "/", ", actions: [tag]")) {
      push(harness, "a", "1");
      push(harness, "a", "2");
    }
    Path kept = folder.resolve("registry/webhooks/hook.jsonl");
    assertEquals(2, Files.readAllLines(kept).size());
    try (Receiver receiver = new Receiver();
        ServerHarness harness = harness(receiver.url(), ", actions: [tag]")) {
      List<JsonNode> events = events(receiver, 2);
      assertEquals("1", events.get(0).at("/target/tag").asText());
      assertEquals("2", events.get(1).at("/target/tag").asText());
      assertTrue(Files.notExists(kept), harness.server.url());
    }
  }

  private ServerHarness harness(String url, String more) throws IOException {
    RegistryConfig config =
        RegistryConfig.parse("webhooks: [{name: hook, url: '%s'%s}]".formatted(url, more));
    return new ServerHarness(
        RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN)
            .withConfig(config));
  }

  private static Digest push(ServerHarness harness, String repository, String tag)
      throws Exception {
    Digest config = harness.blob(repository, "{}".getBytes(StandardCharsets.UTF_8));
    byte[] manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","layers":[],
         "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2}}
        """
            .formatted(TYPE, config)
            .getBytes(StandardCharsets.UTF_8);
    String path = "/v2/" + repository + "/manifests/" + tag;
    assertEquals(201, harness.own("PUT", path, manifest, "Content-Type", TYPE).statusCode());
    return Digest.sha256(manifest);
  }

  private static int own(ServerHarness harness, String method, String repository, String reference)
      throws Exception {
    String path = "/v2/" + repository + "/manifests/" + reference;
    return harness.own(method, path, new byte[0]).statusCode();
  }

  private static List<JsonNode> events(Receiver receiver, int count) throws Exception {
    List<JsonNode> events = new ArrayList<>();
    while (events.size() < count) {
      Json.MAPPER.readTree(receiver.next().body()).path("events").forEach(events::add);
    }
    return events;
  }

  private static String actions(List<JsonNode> events) {
    return String.join(" ", events.stream().map(each -> each.path("action").asText()).toList());
  }

  private static String text(Receiver.Received received) {
    return new String(received.body(), StandardCharsets.UTF_8);
  }
}
