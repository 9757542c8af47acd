package io.weir.registry.store;

import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a full disk from other failures, which the platform does only in words. */
public final class DiskFull {
  private static final int STATUS = 507; // RFC 4918, section 11.5
  private static final long HARDLY_ANYTHING = 64 << 10;
  private static final Set<String> WORDS =
      Set.of("no space left", "quota exceeded", "not enough space", "disk full");

  private DiskFull() {}

  /**
   * The answer to whoever wanted to write; null when the disk is not full.
   *
   * @param folder that was written to
   */
  public static @Nullable RegistryFault fault(IOException failure, Path folder) {
    return isFull(failure, folder)
        ? new RegistryFault(
            ErrorCode.DENIED,
            STATUS,
            "the registry's disk is full; nothing of this request was kept (free space there or"
                + " delete what is not needed, then push again)")
        : null;
  }

  private static boolean isFull(IOException failure, Path folder) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
      if (WORDS.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return hasNoRoom(folder); // the words may be in another language
  }

  private static boolean hasNoRoom(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < HARDLY_ANYTHING;
    } catch (IOException e) {
      return false;
    }
  }
}
