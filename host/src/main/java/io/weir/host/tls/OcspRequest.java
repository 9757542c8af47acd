package io.weir.host.tls;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Asks what an issuer says of a certificate (RFC 6960 section 4.1.1), without a nonce (RFC 5019).
 */
final class OcspRequest {
  private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
  private static final byte[] OCSP = HexFormat.of().parseHex("2b06010505073001");
  private static final byte[] SHA1 = HexFormat.of().parseHex("300906052b0e03021a0500");
  private static final int URI_NAME = 0x86;

  private OcspRequest() {}

  /** Where the responder is by the certificate, null when it does not say, or not by HTTP. */
  static @Nullable URI responder(X509Certificate leaf) {
    byte[] extension = leaf.getExtensionValue(AUTHORITY_ACCESS);
    if (extension == null) {
      return null;
    }
    try {
      Der ways = Der.of(Der.of(extension).read(Der.OCTET_STRING)).enter(Der.SEQUENCE);
      while (ways.hasMore()) {
        Der way = ways.enter(Der.SEQUENCE);
        boolean ocsp = Arrays.equals(way.read(Der.OBJECT), OCSP);
        if (ocsp && way.isAt(URI_NAME)) {
          String url = new String(way.read(URI_NAME), StandardCharsets.US_ASCII);
          return url.startsWith("http://") ? URI.create(url) : null;
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null; // of no form that is known
    }
    return null;
  }

  /** The request, as DER. The hash of the names is SHA-1, as responders expect (RFC 5019). */
  static byte[] of(X509Certificate leaf, X509Certificate issuer) {
    Der key = Der.of(issuer.getPublicKey().getEncoded()).enter(Der.SEQUENCE);
    key.skip(); // the algorithm
    byte[] bits = key.read(Der.BIT_STRING);
    byte[] id =
        Der.write(
            Der.SEQUENCE,
            SHA1,
            Der.write(Der.OCTET_STRING, sha1(leaf.getIssuerX500Principal().getEncoded())),
            Der.write(Der.OCTET_STRING, sha1(Arrays.copyOfRange(bits, 1, bits.length))),
            Der.write(Der.INTEGER, leaf.getSerialNumber().toByteArray()));
    byte[] requests = Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, id));
    return Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, requests));
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without SHA-1", e);
    }
  }
}
