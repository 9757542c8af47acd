package io.weir.host.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads files with certificates. Blocks: not on an event loop. */
public final class TlsFiles {
  /** The largest file that is read, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  private TlsFiles() {}

  /**
   * The certificates of a PEM file, in its order.
   *
   * @throws TlsFileException when there is none, or one that is none
   */
  public static List<X509Certificate> certificates(String file) throws TlsFileException {
    List<X509Certificate> found = new ArrayList<>();
    for (Pem block : Pem.blocks(read(file, false))) {
      if (block.label().equals("CERTIFICATE")) {
        found.add(certificate(file, block.der()));
      }
    }
    if (found.isEmpty()) {
      throw new TlsFileException(
          false,
          Fields.quote(file) + " holds no certificate (expected: PEM, -----BEGIN CERTIFICATE-----)",
          "name the certificate's file; DER becomes PEM by: openssl x509 -inform der -in FILE");
    }
    return List.copyOf(found);
  }

  private static X509Certificate certificate(String file, byte[] der) throws TlsFileException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new TlsFileException(
          false,
          Fields.quote(file) + " holds a certificate that cannot be read: " + e.getMessage(),
          "look at it with: openssl x509 -noout -text -in FILE");
    }
  }

  /**
   * What is in a file.
   *
   * @param key whether it is a key's, for the message
   */
  public static byte[] read(String file, boolean key) throws TlsFileException {
    String what = Fields.quote(file);
    try (InputStream in = Files.newInputStream(absolute(file, key))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new TlsFileException(key, what + " is larger than 1Mi", "name the PEM file");
      }
      return bytes;
    } catch (IOException e) {
      throw new TlsFileException(
          key,
          what + ": " + FileErrors.describe(e),
          "create it, correct the path, or let the gateway's user read it");
    }
  }

  private static Path absolute(String file, boolean key) throws TlsFileException {
    try {
      Path path = Path.of(file);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw new TlsFileException(
        key, Fields.quote(file) + " (expected: an absolute path)", "write /path/to/it.pem");
  }
}
