package io.weir.host.config;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads private keys: PKCS #8, and the older forms of RSA (RFC 8017) and EC (RFC 5915). */
final class PrivateKeys {
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final byte[] VERSION = {2, 1, 0};
  private static final String DECRYPT = "decrypt it: openssl pkey -in FILE -out OTHER";

  private PrivateKeys() {}

  /**
   * @throws TlsFileException when the file holds no key that can be used
   */
  static PrivateKey load(String file) throws TlsFileException {
    String what = Fields.quote(file);
    for (Pem block : Pem.blocks(TlsFiles.read(file, true))) {
      if (block.isEncrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
        throw new TlsFileException(true, what + " is encrypted (expected: a plain key)", DECRYPT);
      }
      if (block.label().endsWith("PRIVATE KEY")) {
        return read(what, block);
      }
    }
    throw new TlsFileException(
        true,
        what + " holds no private key (expected: PEM, -----BEGIN PRIVATE KEY-----)",
        "name the key's file; DER becomes PEM by: openssl pkey -inform der -in FILE");
  }

  private static PrivateKey read(String what, Pem block) throws TlsFileException {
    try {
      byte[] pkcs8 =
          switch (block.label()) {
            case "RSA PRIVATE KEY" -> tagged(0x30, VERSION, RSA, tagged(4, block.der()));
            case "EC PRIVATE KEY" -> ec(block.der());
            default -> block.der();
          };
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
      for (String algorithm : List.of("EC", "RSA")) {
        PrivateKey key = generate(algorithm, spec);
        if (key != null) {
          return key;
        }
      }
    } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
      // its message may quote the key
    }
    throw new TlsFileException(
        true,
        what + " holds a private key that cannot be read (expected: RSA or EC)",
        "look at it with: openssl pkey -noout -check -in FILE");
  }

  private static @Nullable PrivateKey generate(String algorithm, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(algorithm);
    try {
      return factory.generatePrivate(spec);
    } catch (InvalidKeySpecException otherAlgorithm) {
      return null;
    }
  }

  /** The curve stands inside, as [0]; PKCS #8 wants it outside. */
  private static byte[] ec(byte[] sec1) {
    int at = content(sec1, 0);
    while (at < sec1.length && (sec1[at] & 0xff) != 0xa0) {
      at = content(sec1, at) + length(sec1, at);
    }
    int from = content(sec1, at);
    byte[] curve = Arrays.copyOfRange(sec1, from, from + length(sec1, at));
    return tagged(0x30, VERSION, tagged(0x30, EC, curve), tagged(4, sec1));
  }

  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | der[at + 2 + i] & 0xff;
    }
    return length;
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = body.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}
