package io.weir.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
  private static final Credentials ALICE = new Credentials("alice", "secret");
  private static final byte[] BLOB = "content".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.sha256(BLOB);
  private static final String PATH = "/v2/a/blobs/" + DIGEST;

  private FakeRegistry registry;
  private RegistryClient client;
  private Reference reference;
  private Descriptor blob;

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
    registry.serve("/v2/", "application/json", "{}".getBytes(UTF_8));
    client =
        new RegistryClient(
            ClientOptions.defaults()
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2))
                .withCredentials(any -> ALICE));
    reference = Reference.parse(registry.authority() + "/a:1");
    blob = Descriptor.of(MediaTypes.WASM, BLOB);
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void meetsABearerChallengeWithAToken() {
    String challenge =
        "Bearer realm=\"http://%s/auth\",service=\"reg\",scope=\"repository:a:pull\""
            .formatted(registry.authority());
    registry.serve("/auth", "application/json", "{\"token\":\"t0k\"}".getBytes(UTF_8));
    registry.on(PATH, exchange -> guarded(exchange, "Bearer t0k", challenge));

    assertArrayEquals(BLOB, client.fetchBlob(reference, blob));
    assertArrayEquals(BLOB, client.fetchBlob(reference, blob));

    assertEquals(1, registry.seen("/auth").size());
    assertEquals(ALICE.basic(), registry.seen("/auth").getFirst().authorization());
    assertEquals("service=reg&scope=repository:a:pull", registry.seen("/auth").getFirst().query());
    assertEquals(
        List.of("null", "Bearer t0k", "Bearer t0k"),
        registry.seen(PATH).stream().map(FakeRegistry.Seen::authorization).toList());
  }

  @Test
  void meetsABasicChallenge() {
    registry.on(PATH, exchange -> guarded(exchange, ALICE.basic(), "Basic realm=\"x\""));

    assertArrayEquals(BLOB, client.fetchBlob(reference, blob));
  }

  @Test
  void sendsNoCredentialsAcrossARedirectToAnotherHost() {
    registry.serve("/elsewhere", MediaTypes.OCTET_STREAM, BLOB);
    String target = "http://" + registry.otherAuthority() + "/elsewhere";
    registry.on(PATH, exchange -> redirect(exchange, ALICE.basic(), target));

    assertArrayEquals(BLOB, client.fetchBlob(reference, blob));
    assertEquals("null", registry.seen("/elsewhere").getFirst().authorization());
  }

  @Test
  void keepsCredentialsWithinAHost() {
    registry.on("/moved", exchange -> guarded(exchange, ALICE.basic(), "Basic realm=\"x\""));
    registry.on(PATH, exchange -> redirect(exchange, ALICE.basic(), "/moved"));

    assertArrayEquals(BLOB, client.fetchBlob(reference, blob));
  }

  @Test
  void refusesARedirectToPlainHttpElsewhere() {
    registry.on(PATH, exchange -> redirect(exchange, "null", "http://example.com/blob"));

    assertEquals(Reason.BAD_URL, refused().reason());
  }

  @Test
  void refusesContentThatDoesNotMatch() {
    registry.serve(PATH, MediaTypes.OCTET_STREAM, "CONTENT".getBytes(UTF_8));

    RegistryException refused = refused();

    assertEquals(Reason.DIGEST_MISMATCH, refused.reason());
    assertTrue(refused.getMessage().contains(DIGEST.toString()), refused.getMessage());
  }

  @Test
  void refusesMoreThanWasAnnounced() {
    registry.serve(PATH, MediaTypes.OCTET_STREAM, new byte[100_000]);

    assertEquals(Reason.NOT_A_PLUGIN, refused().reason());
  }

  @Test
  void givesUpOnABodyThatStalls() {
    registry.on(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, BLOB.length);
          exchange.getResponseBody().write(BLOB, 0, 3);
          exchange.getResponseBody().flush();
        });

    RegistryException refused = refused();

    assertEquals(Reason.UNREACHABLE, refused.reason());
    assertTrue(refused.getMessage().contains("no data for 2 s"), refused.getMessage());
  }

  @Test
  void followsThePagesOfAList() {
    registry.on(
        "/v2/a/tags/list",
        exchange -> {
          boolean second = String.valueOf(exchange.getRequestURI().getQuery()).contains("last=");
          if (!second) {
            exchange.getResponseHeaders().set("Link", "</v2/a/tags/list?n=1&last=1>; rel=\"next\"");
          }
          String tags = "{\"tags\":[\"" + (second ? 2 : 1) + "\"]}";
          FakeRegistry.send(exchange, 200, "application/json", tags.getBytes(UTF_8));
        });

    assertEquals(List.of("1", "2"), client.tags(reference));
  }

  private RegistryException refused() {
    return assertThrows(RegistryException.class, () -> client.fetchBlob(reference, blob));
  }

  private static void guarded(HttpExchange exchange, String wanted, String challenge)
      throws IOException {
    if (wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      FakeRegistry.send(exchange, 200, MediaTypes.OCTET_STREAM, BLOB);
    } else {
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
      FakeRegistry.send(exchange, 401, "application/json", new byte[0]);
    }
  }

  private static void redirect(HttpExchange exchange, String wanted, String target)
      throws IOException {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (given.equals(wanted)) {
      exchange.getResponseHeaders().set("Location", target);
      FakeRegistry.send(exchange, 307, "text/plain", new byte[0]);
    } else {
      guarded(exchange, wanted, "Basic realm=\"x\"");
    }
  }
}
