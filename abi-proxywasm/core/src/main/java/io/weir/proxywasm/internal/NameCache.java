package io.weir.proxywasm.internal;

import io.weir.proxywasm.engine.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Header names as guests pass them: nearly always constants, at the same place each time. A name
 * whose bytes are where they were is the string it was then. Bounded: one name for each slot, and
 * none that is long. Confined to the VM's thread.
 */
final class NameCache {
  private static final int SLOTS = 64;
  private static final int MAX_LENGTH = 64;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Known(byte[] bytes, String name) {}

  private final @Nullable Known[] slots = new @Nullable Known[SLOTS];

  /** The bytes as a name in lower case. */
  String read(GuestMemory memory, int address, int length) {
    if (length <= 0 || length > MAX_LENGTH) {
      return lower(length == 0 ? "" : memory.readText(address, length));
    }
    int slot = ((address ^ length) * 0x9E3779B9) >>> 26;
    Known known = slots[slot];
    if (known != null && known.bytes.length == length && memory.holds(address, known.bytes)) {
      return known.name;
    }
    return remember(slot, memory.readText(address, length));
  }

  private String remember(int slot, String text) {
    String name = lower(text);
    slots[slot] = new Known(text.getBytes(StandardCharsets.ISO_8859_1), name);
    return name;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
