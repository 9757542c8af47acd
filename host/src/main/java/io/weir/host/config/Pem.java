package io.weir.host.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a PEM file (RFC 7468). No record: its text would show what is in it. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END \\1-----");

  private final String label;
  private final byte[] der;
  private final boolean encrypted;

  private Pem(String label, byte[] der, boolean encrypted) {
    this.label = label;
    this.der = der;
    this.encrypted = encrypted;
  }

  /** All blocks of a file, in its order; text between them is skipped. */
  static List<Pem> blocks(byte[] file) {
    Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    List<Pem> blocks = new ArrayList<>();
    while (matcher.find()) {
      String body = matcher.group(2);
      // "Proc-Type: 4,ENCRYPTED" has a colon, which Base64 has not
      boolean headers = body.indexOf(':') >= 0;
      blocks.add(new Pem(matcher.group(1), headers ? new byte[0] : decode(body), headers));
    }
    return blocks;
  }

  private static byte[] decode(String body) {
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // what reads it says that it is none
    }
  }

  String label() {
    return label;
  }

  byte[] der() {
    return der;
  }

  /** Encrypted in the old way, with headers in the block. */
  boolean isEncrypted() {
    return encrypted;
  }
}
