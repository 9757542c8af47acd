package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigReader.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that writes changes instead of whole configurations. */
@SuppressWarnings("NullAway.Init")
class StoreJournalTest {
  private static final GatewayConfig FIRST =
      Texts.yaml(
          "upstreams: [ { name: u, endpoints: [ a:1 ] }, { name: v, endpoints: [ a:1 ] } ]\n"
              + "listeners: [ { name: web, address: 127.0.0.1:0 } ]");

  @TempDir Path data;
  private StoreConfigSource store;
  private int journalTo = 1 << 20;

  @BeforeEach
  void open() {
    store = StoreConfigSource.open(data, 1, journalTo);
    store.load();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void again() {
    store.close();
    store = StoreConfigSource.open(data, 1, journalTo);
  }

  private static GatewayConfig put(GatewayConfig to, String upstream, String address) {
    String text = "{\"endpoints\":[\"" + address + "\"]}";
    return ConfigEdit.put(ObjectKind.UPSTREAMS, upstream, text, Format.JSON)
        .applyTo(to, new NameIndex());
  }

  private static GatewayConfig delete(GatewayConfig from, String upstream) {
    return ConfigEdit.delete(ObjectKind.UPSTREAMS, upstream).applyTo(from, new NameIndex());
  }

  /** The same in another order, which is no short change. */
  private static GatewayConfig turned(GatewayConfig config) {
    return new GatewayConfig(
        config.listeners(),
        config.upstreams().reversed(),
        config.plugins(),
        config.gateway(),
        config.routes());
  }

  /** What the journal holds, without the room behind it. */
  private byte[] written() throws IOException {
    byte[] bytes = Files.readAllBytes(journals().getFirst());
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  private List<Path> journals() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.filter(f -> f.toString().endsWith(".journal")).toList();
    }
  }

  @Test
  void changesAreReadBackInTheirOrder() throws Exception {
    store.stage(FIRST).commit();
    GatewayConfig changed = put(FIRST, "u", "b:2");
    store.stage(changed).commit();
    GatewayConfig added = put(changed, "w", "c:3");
    store.stage(added).commit();
    GatewayConfig less = delete(added, "v");
    store.stage(less).commit();
    assertFalse(journals().isEmpty());
    again();
    assertEquals(less, store.load());
    GatewayConfig more = put(less, "last", "d:4");
    store.stage(more).commit();
    again();
    assertEquals(more, store.load());
  }

  @Test
  void aChangeThatWasNotCommittedIsForgotten() throws Exception {
    store.stage(FIRST).commit();
    GatewayConfig second = put(FIRST, "u", "b:2");
    store.stage(second).commit();
    store.stage(put(second, "u", "c:3")).discard();
    GatewayConfig third = put(second, "v", "d:4");
    store.stage(third).commit();
    store.stage(put(third, "u", "e:5"));
    again();
    assertEquals(third, store.load());
  }

  @Test
  void whateverACrashLeavesAtTheEndIsCutOff() throws Exception {
    store.stage(FIRST).commit();
    GatewayConfig second = put(FIRST, "u", "b:2");
    store.stage(second).commit();
    int size = written().length;
    store.stage(put(second, "u", "c:3")).commit();
    byte[] all = written();
    for (int length = size; length < all.length; length++) {
      for (int zeros : new int[] {0, 1, 5_000}) {
        store.close();
        byte[] left = Arrays.copyOf(Arrays.copyOf(all, length), length + zeros);
        Files.write(journals().getFirst(), left);
        store = StoreConfigSource.open(data, 1, journalTo);
        assertEquals(second, store.load(), "cut at " + length + ", then " + zeros + " zeros");
      }
    }
    store.close();
    all[size + 20] ^= 1;
    Files.write(journals().getFirst(), all);
    store = StoreConfigSource.open(data, 1, journalTo);
    assertEquals(second, store.load(), "a wrong checksum");
    GatewayConfig third = put(second, "v", "d:4");
    store.stage(third).commit();
    again();
    assertEquals(third, store.load());
  }

  @Test
  void aChangeInTheMiddleOfTheRoomChangesNoLength() throws Exception {
    store.stage(FIRST).commit();
    GatewayConfig second = put(FIRST, "u", "b:2");
    store.stage(second).commit();
    long length = Files.size(journals().getFirst());
    GatewayConfig third = put(second, "u", "c:3");
    store.stage(third).commit();
    assertEquals(length, Files.size(journals().getFirst()));
    store.stage(put(third, "u", "d:4")).discard();
    GatewayConfig fourth = put(third, "v", "e:5");
    store.stage(fourth).commit();
    again();
    assertEquals(fourth, store.load());
  }

  @Test
  void aGrownJournalBecomesAWholeFileAndNothingIsLost() throws Exception {
    journalTo = 1;
    again();
    store.stage(FIRST).commit();
    GatewayConfig now = FIRST;
    for (int i = 0; i < 60; i++) {
      now = put(now, i % 3 == 0 ? "u" : "v", "h:" + (1 + i));
      store.stage(now).commit();
      if (i % 7 == 0) {
        again();
        assertEquals(now, store.load(), "after change " + i);
      }
    }
    again();
    assertEquals(now, store.load());
    assertTrue(journals().size() <= 2, () -> "journals of what is no more");
    Files.writeString(store.path(), "torn", StandardOpenOption.TRUNCATE_EXISTING);
    again();
    assertFalse(store.load().upstreams().isEmpty(), "the one before is served");
  }

  @Test
  void whatIsNoShortChangeIsWrittenAsAWhole() throws Exception {
    store.stage(FIRST).commit();
    GatewayConfig turned = turned(FIRST);
    store.stage(turned).commit();
    assertEquals(List.of(), journals());
    again();
    assertEquals(turned, store.load());
  }

  @Test
  void aWholeFileThatIsWrittenAgainHasNoneOfTheChangesOfBefore() {
    store.stage(FIRST).commit();
    store.stage(put(FIRST, "u", "b:2")).commit();
    store.stage(turned(FIRST)).commit();
    store.stage(FIRST).commit();
    again();
    assertEquals(FIRST, store.load(), "back from another one");
    store.stage(turned(FIRST)).commit();
    store.stage(put(turned(FIRST), "u", "b:2")).commit();
    store.stage(FIRST).commit();
    store.stage(turned(FIRST)).commit();
    again();
    assertEquals(turned(FIRST), store.load(), "the one before is the same again");
  }

  @Test
  void aCompactionThatGivesTheFileOfBeforeHasNoneOfItsChanges() {
    journalTo = 1;
    again();
    store.stage(FIRST).commit();
    store.stage(turned(FIRST)).commit();
    GatewayConfig now = FIRST;
    for (int i = 0; i < 40; i++) {
      store.stage(now = put(now, "u", "h:" + (1 + i))).commit();
      store.stage(now = put(FIRST, "u", "a:1")).commit();
      if (i % 3 == 0) {
        again();
        assertEquals(now, store.load(), "after change " + i);
      }
    }
  }
}
