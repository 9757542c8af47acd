package io.weir.host.callout;

import io.weir.host.stream.HeaderList;
import io.weir.proxywasm.host.HeaderMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** gRPC's metadata as HTTP headers: names that end in {@code -bin} have bytes, told in base64. */
final class GrpcMetadata {
  private static final Set<String> OWN = Set.of("te", "content-type", "grpc-timeout");
  private static final int MAX_TIMEOUT_DIGITS = 99_999_999;

  private GrpcMetadata() {}

  /** Adds a guest's metadata to {@code out}; what the call itself says is left out. */
  static void write(HeaderMap metadata, HeaderList out) {
    for (int i = 0; i < metadata.size(); i++) {
      String name = metadata.name(i);
      String value = metadata.value(i);
      if (name.startsWith(":") || OWN.contains(name)) {
        continue;
      }
      out.add(name, name.endsWith("-bin") ? encoded(value) : value);
    }
  }

  /** What the peer has sent, with bytes as they are. */
  static HeaderList read(HeaderList headers) {
    HeaderList metadata = new HeaderList();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (!name.endsWith("-bin")) {
        metadata.add(name, headers.value(i));
        continue;
      }
      for (String part : headers.value(i).split(",", -1)) {
        metadata.add(name, bytes(part.strip()));
      }
    }
    return metadata;
  }

  private static String encoded(String bytes) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What is no base64 is given as it came. */
  private static String bytes(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }

  /** At most eight digits and a unit, as gRPC has it. */
  static String timeout(int millis) {
    return millis <= MAX_TIMEOUT_DIGITS ? millis + "m" : millis / 1000 + "S";
  }

  /** A status message without its percent-encoding. */
  static String decoded(String message) {
    if (message.indexOf('%') < 0) {
      return message;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length());
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      int high = c == '%' && message.length() - i > 2 ? digit(message.charAt(i + 1)) : -1;
      int low = high < 0 ? -1 : digit(message.charAt(i + 2));
      if (low < 0) {
        out.write(c);
      } else {
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static int digit(char c) {
    return Character.digit(c, 16);
  }
}
