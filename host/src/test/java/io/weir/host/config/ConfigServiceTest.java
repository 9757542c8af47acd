package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigReader.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ConfigServiceTest {
  private static final String UPSTREAM = "{ \"endpoints\": [ \"a:1\" ] }";

  @TempDir Path data;
  private final RecordingApplier applier = new RecordingApplier();
  private ConfigService service;

  @BeforeEach
  void start() {
    service = new ConfigService(StoreConfigSource.open(data), applier);
    service.start();
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aChangeIsLiveAndStored() {
    LiveConfig before = service.live();
    LiveConfig after = put("shop");
    assertEquals(2, after.generation());
    assertEquals(after, service.live());
    assertNotEquals(before.etag(), after.etag());
    assertEquals(after.config(), applier.applied().getLast());
    service.close();
    start();
    assertEquals(after.config(), service.live().config());
    assertEquals(after.etag(), service.live().etag());
  }

  @Test
  void equalContentsHaveEqualTags() {
    String before = service.live().etag();
    put("shop");
    assertEquals(
        before,
        service.change(ConfigEdit.delete(ObjectKind.UPSTREAMS, "shop"), any -> true).etag());
  }

  @Test
  void aStaleChangeIsNotMade() {
    String old = service.live().etag();
    put("shop");
    assertThrows(
        ConfigChangeException.Stale.class,
        () -> service.change(ConfigEdit.delete(ObjectKind.UPSTREAMS, "shop"), old::equals));
    assertEquals(2, applier.applied().size());
  }

  @Test
  void aWrongChangeDoesNotReachTheGateway() {
    assertThrows(
        ConfigException.class,
        () ->
            service.change(
                ConfigEdit.put(
                    ObjectKind.ROUTES, "r", "{\"backendRefs\":[{\"name\":\"no\"}]}", Format.JSON),
                any -> true));
    assertEquals(1, applier.applied().size());
  }

  @Test
  void aRefusedChangeIsNeitherLiveNorStored() {
    LiveConfig before = put("shop");
    applier.refuseWith(new ConfigException.Problem("plugins[p].url", 0, "unknown tag", "push it"));
    ConfigChangeException.Refused refused =
        assertThrows(ConfigChangeException.Refused.class, () -> put("other"));
    assertEquals("unknown tag", refused.reason().problems().getFirst().message());
    assertEquals(before, service.live());
    applier.refuseWith(null);
    service.close();
    start();
    assertEquals(before.config(), service.live().config());
  }

  @Test
  void theFileIsNotWrittenByTheApi() throws Exception {
    service.close();
    Path file = Files.writeString(data.resolve("c.yaml"), "listeners: []");
    service = new ConfigService(new FileConfigSource(file), applier);
    service.start();
    ConfigChangeException.ReadOnly e =
        assertThrows(ConfigChangeException.ReadOnly.class, () -> put("shop"));
    assertTrue(String.valueOf(e.getMessage()).contains(file.toString()));
  }

  @Test
  void aFileThatCannotBeServedIsNoStart() throws Exception {
    Path file = Files.writeString(data.resolve("c.yaml"), "listeners: web");
    try (ConfigService bad = new ConfigService(new FileConfigSource(file), applier)) {
      ConfigException e = assertThrows(ConfigException.class, bad::start);
      assertEquals(List.of(1), e.problems().stream().map(p -> p.line()).toList());
    }
  }

  private LiveConfig put(String upstream) {
    return service.change(
        ConfigEdit.put(ObjectKind.UPSTREAMS, upstream, UPSTREAM, Format.JSON), any -> true);
  }
}
