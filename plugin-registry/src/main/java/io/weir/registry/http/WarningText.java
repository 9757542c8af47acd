package io.weir.registry.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of {@code Warning} headers (distribution specification, "Warnings"): {@code 299 - "text"},
 * and no more than 4096 bytes of them all together.
 */
final class WarningText {
  private static final int MAX_BYTES = 4096;
  private static final String MORE = value("there is more; see the verdict kept with the manifest");

  private WarningText() {}

  /** The values for {@code texts}; when they are too long together, the last says that it is so. */
  static List<String> values(List<String> texts) {
    List<String> values = new ArrayList<>();
    int room = MAX_BYTES - MORE.length();
    for (String each : texts) {
      String value = value(each);
      room -= value.length();
      if (room < 0) {
        values.add(MORE);
        break;
      }
      values.add(value);
    }
    return values;
  }

  private static String value(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").replaceAll("[^\\x20-\\x7e]", "?");
    String quoted = line.replace("\\", "\\\\").replace("\"", "\\\"");
    return "299 - \"" + quoted + "\"";
  }
}
