package io.weir.host.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;

/** An authority of the tests' own, which issues certificates as they are asked for. */
public final class TestAuthority {
  private static final AtomicInteger SERIALS = new AtomicInteger(1000);
  private static final byte[] SHA256_ECDSA = hex("300a06082a8648ce3d040302");
  private static final byte[] NO_AUTHORITY = hex("30090603551d1304023000");
  private static final byte[] AUTHORITY = hex("300f0603551d130101ff040530030101ff");
  private static final int UTC_TIME = 23;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final KeyPair keys = keys("EC");
  private final String name;
  private final X509Certificate certificate;

  public TestAuthority(String name) {
    this.name = name;
    this.certificate = issue(new Request(name).authority(), keys);
  }

  /** What a certificate is to say. */
  public static final class Request {
    private final String subject;
    private final List<byte[]> names = new ArrayList<>();
    private Instant from = Instant.now().minus(1, ChronoUnit.HOURS);
    private Instant to = Instant.now().plus(90, ChronoUnit.DAYS);
    private String algorithm = "EC";
    private String responder = "";
    private boolean authority;

    public Request(String subject) {
      this.subject = subject;
    }

    public Request dns(String... hosts) {
      for (String host : hosts) {
        names.add(Der.write(0x82, ascii(host)));
      }
      return this;
    }

    public Request uri(String uri) {
      names.add(Der.write(0x86, ascii(uri)));
      return this;
    }

    public Request address(int... bytes) {
      byte[] address = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        address[i] = (byte) bytes[i];
      }
      names.add(Der.write(0x87, address));
      return this;
    }

    public Request valid(Instant first, Instant last) {
      from = first;
      to = last;
      return this;
    }

    public Request rsa() {
      algorithm = "RSA";
      return this;
    }

    /** Where its OCSP responder is. */
    public Request responder(String url) {
      responder = url;
      return this;
    }

    private Request authority() {
      authority = true;
      return this;
    }
  }

  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, PrivateKey key, X509Certificate issuer) {
    /** PEM: the certificate, then its issuer. */
    public Path certificateFile(Path file) throws IOException {
      return Files.writeString(file, pem(certificate) + pem(issuer));
    }

    public Path keyFile(Path file) throws IOException {
      return Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
    }

    /** {@code certificate: ..., key: ...} as a configuration has it, in files of that name. */
    public String in(Path folder, String name) throws IOException {
      return "{ certificate: \"%s\", key: \"%s\" }"
          .formatted(
              certificateFile(folder.resolve(name + ".pem")),
              keyFile(folder.resolve(name + ".key")));
    }
  }

  public Issued issue(Request request) {
    KeyPair made = keys(request.algorithm);
    return new Issued(issue(request, made), made.getPrivate(), certificate);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** PEM, in a file of that name. */
  public Path file(Path file) throws IOException {
    return Files.writeString(file, pem(certificate));
  }

  public PrivateKey key() {
    return keys.getPrivate();
  }

  private X509Certificate issue(Request request, KeyPair subject) {
    byte[] body =
        Der.write(
            Der.SEQUENCE,
            hex("a003020102"),
            Der.write(Der.INTEGER, BigInteger.valueOf(SERIALS.getAndIncrement()).toByteArray()),
            SHA256_ECDSA,
            new X500Principal("CN=" + name).getEncoded(),
            Der.write(Der.SEQUENCE, time(request.from), time(request.to)),
            new X500Principal("CN=" + request.subject).getEncoded(),
            subject.getPublic().getEncoded(),
            Der.write(Der.context(3), Der.write(Der.SEQUENCE, extensions(request))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      byte[] signed = Der.write(Der.BIT_STRING, new byte[] {0}, signature.sign());
      byte[] whole = Der.write(Der.SEQUENCE, body, SHA256_ECDSA, signed);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] time(Instant at) {
    return Der.write(UTC_TIME, ascii(TIME.format(at)));
  }

  private static byte[][] extensions(Request request) {
    List<byte[]> all = new ArrayList<>();
    all.add(request.authority ? AUTHORITY : NO_AUTHORITY);
    if (!request.names.isEmpty()) {
      byte[] names = Der.write(Der.SEQUENCE, request.names.toArray(byte[][]::new));
      all.add(extension("0603551d11", names));
    }
    if (!request.responder.isEmpty()) {
      byte[] url = Der.write(0x86, ascii(request.responder));
      byte[] access = Der.write(Der.SEQUENCE, hex("06082b06010505073001"), url);
      all.add(extension("06082b06010505070101", Der.write(Der.SEQUENCE, access)));
    }
    return all.toArray(byte[][]::new);
  }

  private static byte[] extension(String oid, byte[] value) {
    return Der.write(Der.SEQUENCE, hex(oid), Der.write(Der.OCTET_STRING, value));
  }

  private static KeyPair keys(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(algorithm.equals("EC") ? 256 : 2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A block of PEM. */
  public static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
