package io.weir.host.stream;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What plugins have noted on a stream by {@code proxy_set_property}, for each other and the log.
 */
public final class OwnProperties {
  private static final int MAX_ENTRIES = 256;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_LOGGED_VALUE = 1024;
  private static final int MAX_LOGGED = 8192;

  private @Nullable Map<String, byte[]> values;
  private int bytes;

  /** False when there is no room left. */
  public boolean set(String path, byte[] value) {
    Map<String, byte[]> all = values;
    if (all == null) {
      all = new LinkedHashMap<>();
      values = all;
    }
    byte[] old = all.get(path);
    int grown = bytes + value.length + (old == null ? path.length() : -old.length);
    if (grown > MAX_BYTES || (old == null && all.size() >= MAX_ENTRIES)) {
      return false;
    }
    bytes = grown;
    all.put(path, value);
    return true;
  }

  public byte @Nullable [] get(String path) {
    return values == null ? null : values.get(path);
  }

  /** All of them for a log line, each as {@code name="value"} with a blank before it; bounded. */
  String logged() {
    Map<String, byte[]> all = values;
    if (all == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, byte[]> entry : all.entrySet()) {
      if (text.length() > MAX_LOGGED) {
        return text.append(" ...").toString();
      }
      append(text.append(' '), entry.getKey().replace('\0', '.'));
      append(text.append("=\""), new String(entry.getValue(), StandardCharsets.UTF_8));
      text.append('"');
    }
    return text.toString();
  }

  /** Whatever a plugin has written stays on its line, and within its quotes. */
  private static void append(StringBuilder text, String value) {
    int length = Math.min(value.length(), MAX_LOGGED_VALUE);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        text.append(String.format("\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
    if (length < value.length()) {
      text.append("...");
    }
  }
}
