package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class StoreConfigSourceTest {
  private static final GatewayConfig FULL = Texts.yaml(Texts.EVERYTHING);
  private static final GatewayConfig SMALL =
      Texts.yaml("upstreams: [ { name: u, endpoints: [ a:1 ] } ]");

  @TempDir Path folder;
  private Path data;
  private StoreConfigSource store;

  @BeforeEach
  void open() {
    data = folder.resolve("deep/config");
    store = StoreConfigSource.open(data);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void isEmptyAtFirst() {
    assertEquals(GatewayConfig.EMPTY, store.load());
  }

  @Test
  void servesWhatWasCommittedAfterARestart() {
    store.stage(FULL).commit();
    store.stage(SMALL).commit();
    store.close();
    store = StoreConfigSource.open(data);
    assertEquals(SMALL, store.load());
  }

  @Test
  void forgetsWhatWasDiscardedOrLeftByACrash() throws Exception {
    store.stage(FULL).commit();
    store.stage(SMALL).discard();
    assertEquals(FULL, store.load());
    assertFalse(Files.exists(data.resolve("gateway.next.json")));
    store.stage(SMALL);
    assertEquals(FULL, store.load());
  }

  @Test
  void fallsBackToTheOneBefore() throws Exception {
    store.stage(FULL).commit();
    store.stage(SMALL).commit();
    Files.writeString(data.resolve("gateway.json"), "{ torn");
    assertEquals(FULL, store.load());
    Files.delete(data.resolve("gateway.previous.json"));
    assertThrows(ConfigException.class, store::load);
  }

  @Test
  void onlyTheOwnerReadsIt() throws Exception {
    store.stage(FULL).commit();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("gateway.json"))));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
  }

  @Test
  void refusesASecondGateway() {
    ConfigException e = assertThrows(ConfigException.class, () -> StoreConfigSource.open(data));
    assertTrue(e.problems().getFirst().message().endsWith("another gateway uses this store"));
    assertEquals("stop it, or give --data DIR", e.problems().getFirst().remedy());
  }

  @Test
  void namesAFolderThatCannotBeUsed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    ConfigException e =
        assertThrows(ConfigException.class, () -> StoreConfigSource.open(file.resolve("x")));
    assertTrue(e.problems().getFirst().message().startsWith(file.resolve("x").toString()));
  }
}
