package io.weir.host.tls;

import io.weir.host.config.CertificateAndKey;
import io.weir.host.config.CertificateFiles;
import io.weir.host.config.CertificateInfo;
import io.weir.host.config.ListenerTls;
import io.weir.host.config.TlsFileException;
import io.weir.host.config.TlsFiles;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pair of files and the certificate that was made of them last. Changed by the watcher's
 * thread, read by any.
 */
final class CertificateSlot {
  private static final Logger log = LoggerFactory.getLogger(CertificateSlot.class);

  /** From when on it is told that a certificate will expire. */
  private static final Duration SOON = Duration.ofDays(14);

  private final CertificateFiles files;
  private FileStamp stamp;
  private volatile ServerCertificate live;
  private volatile @Nullable String problem;
  private volatile @Nullable Staple staple;
  private @Nullable OcspFetcher fetcher;
  private boolean toldOfExpiry;

  /**
   * @param stamp of the files before {@code live} was read from them, so that a change after it is
   *     seen
   */
  CertificateSlot(CertificateFiles files, FileStamp stamp, ServerCertificate live) {
    this.files = files;
    this.live = live;
    this.stamp = stamp;
    loadStaple();
  }

  static FileStamp stamp(CertificateFiles files) {
    return FileStamp.of(files.certificate(), files.key(), files.ocspResponse());
  }

  ServerCertificate live() {
    return live;
  }

  /**
   * Whether another certificate is live now.
   *
   * @param anew whether the files are read even when they have not changed
   */
  boolean refresh(
      String listener,
      ListenerTls settings,
      @Nullable ClientVerifier clients,
      TicketKeys tickets,
      boolean anew) {
    tellOfExpiry(listener);
    if (settings.fetchOcsp() && files.ocspResponse() == null) {
      fetch();
    }
    Staple stapled = staple;
    if (stapled != null && stapled.isOver()) {
      staple = null;
      live.staple(null);
      log.warn("listener {}: {}: the stapled OCSP response is out of date", listener, name());
    }
    FileStamp now = stamp(files);
    if (now.equals(stamp) && !anew) {
      return false;
    }
    stamp = now;
    return replace(listener, settings, clients, tickets);
  }

  private boolean replace(
      String listener, ListenerTls settings, @Nullable ClientVerifier clients, TicketKeys tickets) {
    try {
      CertificateAndKey read = CertificateAndKey.load(files);
      refuseExpired(read.chain().getFirst());
      live = ServerCertificate.of(read, settings, clients, tickets);
      problem = null;
      staple = null;
      fetcher = null;
      toldOfExpiry = false;
      loadStaple();
      log.info(
          "listener {}: {}: new certificate, until {}, SHA-256 {}",
          listener,
          name(),
          live.leaf().getNotAfter().toInstant(),
          Certificates.fingerprint(live.leaf()));
      return true;
    } catch (TlsFileException e) {
      refuse(listener, e.getMessage() + "; " + e.remedy());
    } catch (SSLException | IllegalArgumentException e) {
      refuse(listener, e.getMessage());
    }
    return false;
  }

  /** A certificate that is over is no better than the one that is live, unless that is over too. */
  private void refuseExpired(X509Certificate fresh) {
    Instant end = fresh.getNotAfter().toInstant();
    if (end.isBefore(Instant.now()) && live.leaf().getNotAfter().toInstant().isAfter(end)) {
      throw new IllegalArgumentException("the new certificate has expired at " + end);
    }
  }

  private void refuse(String listener, @Nullable String why) {
    problem = why;
    log.error("listener {}: {}: refused, the one before keeps serving: {}", listener, name(), why);
  }

  private void tellOfExpiry(String listener) {
    Instant end = live.leaf().getNotAfter().toInstant();
    if (toldOfExpiry || Instant.now().plus(SOON).isBefore(end)) {
      return;
    }
    toldOfExpiry = true;
    String when = end.isBefore(Instant.now()) ? "has expired at" : "expires at";
    log.warn("listener {}: {}: the certificate {} {}", listener, name(), when, end);
  }

  // ---- what its issuer says of it

  private void loadStaple() {
    String file = files.ocspResponse();
    if (file == null) {
      return;
    }
    try {
      use(live, Staple.verified(TlsFiles.read(file, false), live.chain()));
    } catch (TlsFileException | IllegalArgumentException e) {
      log.error("{}: not stapled: {}", file, e.getMessage());
    }
  }

  private void fetch() {
    OcspFetcher asks = fetcher;
    if (asks == null) {
      ServerCertificate of = live;
      asks = new OcspFetcher(of.chain(), fresh -> use(of, fresh));
      fetcher = asks;
    }
    asks.look();
  }

  /** Unless the certificate is another by now. */
  private void use(ServerCertificate of, Staple fresh) {
    of.staple(fresh.response());
    if (of == live) {
      staple = fresh;
    }
  }

  private String name() {
    return files.certificate();
  }

  CertificateInfo info(String listener) {
    X509Certificate leaf = live.leaf();
    List<String> names = new ArrayList<>(Certificates.names(leaf, Certificates.DNS_NAME));
    names.addAll(Certificates.names(leaf, Certificates.IP_ADDRESS));
    Staple stapled = staple;
    return new CertificateInfo(
        listener,
        files.certificate(),
        leaf.getSubjectX500Principal().getName(),
        leaf.getIssuerX500Principal().getName(),
        names,
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        leaf.getSerialNumber().toString(16),
        Certificates.fingerprint(leaf),
        stapled == null ? null : stapled.until(),
        problem);
  }
}
