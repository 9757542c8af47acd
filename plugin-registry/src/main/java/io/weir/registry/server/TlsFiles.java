package io.weir.registry.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and its key, read again when either file changes, so that one can be renewed
 * without a stop. While the new ones cannot be used, the old ones stay. Thread-safe.
 */
final class TlsFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

  private final Path certificate;
  private final Path key;
  private final Duration pause;
  private final Thread watcher;
  private volatile SslContext context;
  private List<FileTime> seen;

  private TlsFiles(Path certificate, Path key, Duration pause) throws IOException {
    this.certificate = certificate;
    this.key = key;
    this.pause = pause;
    this.seen = times();
    this.context = read();
    this.watcher = Thread.ofVirtual().name("registry-tls").unstarted(this::run);
  }

  /**
   * @param pause between two looks at the files
   * @throws IOException when they cannot be used, naming them
   */
  static TlsFiles open(Path certificate, Path key, Duration pause) throws IOException {
    return new TlsFiles(certificate, key, pause);
  }

  /** Begins to look for changes. */
  void watch() {
    watcher.start();
  }

  /** What new connections are served with. Never blocks. */
  SslContext context() {
    return context;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(pause);
        look();
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void look() {
    try {
      List<FileTime> now = times();
      if (!now.equals(seen)) {
        seen = now;
        context = read();
        LOG.info("TLS: {} is read again", certificate);
      }
    } catch (IOException e) {
      LOG.error("{}; what was read before still serves", e.getMessage());
    }
  }

  private List<FileTime> times() throws IOException {
    try {
      return List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private SslContext read() throws IOException {
    try {
      return SslContextBuilder.forServer(certificate.toFile(), key.toFile()).build();
    } catch (IllegalArgumentException | SSLException e) {
      throw unusable(e);
    }
  }

  private IOException unusable(Exception e) {
    return new IOException(
        "TLS: %s and %s cannot be used (expected: PEM chain and PKCS 8 key): %s"
            .formatted(certificate, key, e.getMessage()),
        e);
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
