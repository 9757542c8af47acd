package io.weir.registry.access;

import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code application/x-www-form-urlencoded} bodies (RFC 6749, appendix B). */
final class Form {
  private static final int MAX_BYTES = 64 << 10;

  private Form() {}

  /**
   * @throws RegistryFault 400 or 413 when the body is no form, or too long
   */
  static Map<String, List<String>> read(RegistryRequest request) throws IOException {
    byte[] body = request.body().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new RegistryFault(
          ErrorCode.SIZE_INVALID, 413, "form: more than " + MAX_BYTES + " bytes");
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    try {
      for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          fields
              .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
              .add(decode(pair.substring(equals + 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "form: not URL-encoded");
    }
    return fields;
  }

  /** The first value of a field; empty when there is none. */
  static String first(Map<String, List<String>> form, String field) {
    return form.getOrDefault(field, List.of("")).getFirst();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
