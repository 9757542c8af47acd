package io.weir.registry.download;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** {@code metadata.txt} as Higress's plugin server has it. Times are UTC, without a zone. */
final class PluginMetadata {
  private PluginMetadata() {}

  /**
   * @param pushed when it came here; null when that is not known
   */
  static String text(String name, Extracted module, @Nullable Instant pushed) {
    Instant when = pushed == null ? Instant.EPOCH : pushed;
    String time =
        LocalDateTime.ofInstant(when.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)
            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    return "Plugin Name: %s\nSize: %d bytes\nLast Modified: %s\nCreated: %s\nMD5: %s\n"
        .formatted(name, module.size(), time, time, module.md5());
  }
}
