package io.weir.registry.market;

import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The body of a sent form, {@code application/x-www-form-urlencoded}. */
final class FormBody {
  private static final int MAX_BYTES = 512 << 10;
  private static final int MAX_FIELDS = 20_000;

  private FormBody() {}

  /**
   * The fields by name; of several with one name, the first.
   *
   * @throws RegistryFault when it is too large or no form
   */
  static Map<String, String> read(RegistryRequest request) throws IOException {
    String type = request.header("content-type");
    if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
      throw new RegistryFault(
          ErrorCode.UNSUPPORTED,
          415,
          "Content-Type: " + type + " (expected: application/x-www-form-urlencoded)");
    }
    byte[] body = request.body().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw tooLarge("more than " + MAX_BYTES + " bytes");
    }
    String[] pairs = new String(body, StandardCharsets.UTF_8).split("&");
    if (pairs.length > MAX_FIELDS) {
      throw tooLarge("more than " + MAX_FIELDS + " fields");
    }
    Map<String, String> fields = new HashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static RegistryFault tooLarge(String what) {
    return new RegistryFault(
        ErrorCode.UNSUPPORTED, 413, "the form has " + what + "; write the configuration as a file");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(
          ErrorCode.UNSUPPORTED, 400, "the form is not percent-encoded: " + e.getMessage());
    }
  }
}
