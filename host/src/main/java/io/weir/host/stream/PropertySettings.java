package io.weir.host.stream;

import java.nio.charset.StandardCharsets;

/** Properties that do something when a plugin sets them (Higress). */
final class PropertySettings {
  private PropertySettings() {}

  /** Does what the property stands for; false when the value is none that it can have. */
  static boolean apply(Stream stream, PluginFilter filter, String path, byte[] value) {
    String text = new String(value, StandardCharsets.ISO_8859_1);
    return switch (path) {
      case "set_decoder_buffer_limit" -> bufferLimit(stream.requestPath(), text);
      case "set_encoder_buffer_limit" -> bufferLimit(stream.responsePath(), text);
      case "clear_route_cache" -> {
        filter.clearsRouteCache(!text.equals("off"));
        yield true;
      }
      case "wasm_need_rebuild" -> {
        if (text.equals("true")) {
          filter.rebuildVm();
        }
        yield true;
      }
      case "response\0code_details" -> {
        stream.info().guestDetail(text);
        yield true;
      }
      default -> true;
    };
  }

  private static boolean bufferLimit(FilterPath path, String text) {
    String digits = text.strip();
    boolean number =
        !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(Character::isDigit);
    if (!number) {
      return false;
    }
    path.bufferLimit((int) Math.min(Long.parseLong(digits), FilterPath.MAX_BUFFER_LIMIT));
    return true;
  }
}
