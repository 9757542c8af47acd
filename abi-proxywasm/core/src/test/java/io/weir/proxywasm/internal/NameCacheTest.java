package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.engine.GuestMemoryException;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names are what the guest's bytes say, however often they change. */
class NameCacheTest {
  private final TestVm vm = TestVm.start(g -> {});
  private final TestGuest guest = vm.guest();
  private final NameCache names = new NameCache();

  @AfterEach
  void close() {
    vm.close();
  }

  private String read(int address, int length) {
    return names.read(guest.memory(), address, length);
  }

  private void write(int address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    guest.memory().write(address, bytes, 0, bytes.length);
  }

  @Test
  void aConstantIsConvertedOnce() {
    int at = guest.memory().allocate(8);
    write(at, "X-Header");
    String first = read(at, 8);
    assertEquals("x-header", first);
    assertSame(first, read(at, 8));
  }

  @Test
  void otherBytesAtTheSamePlaceAreAnotherName() {
    int at = guest.memory().allocate(8);
    for (String name : new String[] {"x-one", "x-two", "x-one", "X-ONE", "\u00c9-two"}) {
      write(at, name);
      assertEquals(name.toLowerCase(Locale.ROOT), read(at, name.length()));
    }
    assertEquals("\u00e9-", read(at, 2));
  }

  @Test
  void moreNamesThanSlotsAreAllRight() {
    int at = guest.memory().allocate(4000);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 500; i++) {
        write(at + 8 * i, "name-" + (100 + i));
      }
      for (int i = 0; i < 500; i++) {
        assertEquals("name-" + (100 + i), read(at + 8 * i, 8));
      }
    }
  }

  @Test
  void emptyAndLongNamesAreRead() {
    int at = guest.memory().allocate(1000);
    write(at, "L".repeat(1000));
    assertEquals("", read(at, 0));
    assertEquals("l".repeat(1000), read(at, 1000));
  }

  @Test
  void aNameOutsideTheMemoryIsRefused() {
    assertThrows(GuestMemoryException.class, () -> read(-4, 8));
    assertThrows(GuestMemoryException.class, () -> read(0, -1));
    assertThrows(GuestMemoryException.class, () -> read((int) guest.memory().size(), 1));
  }
}
