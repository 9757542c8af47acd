package io.weir.host.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.weir.host.config.CertificateAndKey;
import io.weir.host.config.CertificateFiles;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.TlsFileException;
import io.weir.host.config.TlsFiles;
import io.weir.host.config.UpstreamTls;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS to one upstream. What it shows and believes is replaced when the files change; connections
 * keep what they began with. Any thread.
 */
public final class ClientTls {
  private static final Logger log = LoggerFactory.getLogger(ClientTls.class);

  private final String upstream;
  private final UpstreamTls settings;
  private FileStamp stamp;
  private volatile Contexts contexts;

  /** What connections are made with, until the files change. */
  private record Contexts(SslContext http1, SslContext http2, SslContext raw) {}

  private ClientTls(String upstream, UpstreamTls settings, FileStamp stamp, Contexts contexts) {
    this.upstream = upstream;
    this.settings = settings;
    this.stamp = stamp;
    this.contexts = contexts;
  }

  /** What is to be spoken inside. */
  public enum Inside {
    HTTP1,
    HTTP2,
    /** Whatever the settings offer by ALPN. */
    RAW
  }

  /**
   * Reads the files. On the control thread.
   *
   * @param path where the upstream stands in the configuration
   * @throws ConfigException naming the file and what is wrong with it
   */
  public static ClientTls load(String upstream, String path, UpstreamTls settings) {
    if (settings.insecureSkipVerify()) {
      log.warn("upstream {}: TLS without verification: anybody may pose as it", upstream);
    }
    FileStamp stamp = stamp(settings); // before they are read: a change after it is seen
    return new ClientTls(upstream, settings, stamp, contexts(settings, path + ".tls"));
  }

  private static Contexts contexts(UpstreamTls settings, String at) {
    try {
      Contexts made =
          new Contexts(
              context(settings, List.of("http/1.1"), at),
              context(settings, List.of("h2"), at),
              context(settings, settings.alpn(), at));
      TlsLibrary.freeWith(made, made.http1, made.http2, made.raw);
      return made;
    } catch (SSLException | IllegalArgumentException e) {
      throw refused(at, e.getMessage(), "see docs/tls.md for what is supported");
    }
  }

  private static FileStamp stamp(UpstreamTls settings) {
    CertificateFiles own = settings.clientCertificate();
    return FileStamp.of(
        settings.caCertificates(),
        own == null ? null : own.certificate(),
        own == null ? null : own.key());
  }

  /** Looks at the files; new connections use what is in them. On the watcher's thread. */
  void refresh() {
    FileStamp now = stamp(settings);
    if (now.equals(stamp)) {
      return;
    }
    stamp = now;
    try {
      contexts = contexts(settings, "upstreams[" + upstream + "].tls");
      log.info("upstream {}: new certificates", upstream);
    } catch (ConfigException e) {
      log.error("upstream {}: refused, what was before stays: {}", upstream, e.getMessage());
    }
  }

  private static SslContext context(UpstreamTls settings, List<String> alpn, String at)
      throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(TlsLibrary.provider())
            .protocols("TLSv1.2", "TLSv1.3");
    if (!alpn.isEmpty()) {
      builder.applicationProtocolConfig(ServerCertificate.alpn(alpn));
    }
    trust(builder, settings, at);
    show(builder, settings.clientCertificate(), at);
    return builder.build();
  }

  private static void trust(SslContextBuilder builder, UpstreamTls settings, String at) {
    if (settings.insecureSkipVerify()) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null);
      return;
    }
    builder.endpointIdentificationAlgorithm("HTTPS");
    String authorities = settings.caCertificates();
    if (authorities == null) {
      return; // those of the Java runtime
    }
    try {
      builder.trustManager(ClientVerifier.trustManager(TlsFiles.certificates(authorities)));
    } catch (TlsFileException e) {
      throw refused(at + ".caCertificates", e.getMessage(), e.remedy());
    }
  }

  private static void show(SslContextBuilder builder, @Nullable CertificateFiles own, String at) {
    if (own == null) {
      return;
    }
    try {
      CertificateAndKey read = CertificateAndKey.load(own);
      builder.keyManager(read.key(), read.chain());
    } catch (TlsFileException e) {
      String field = e.isKey() ? ".key" : ".certificate";
      throw refused(at + ".clientCertificate" + field, e.getMessage(), e.remedy());
    }
  }

  private static ConfigException refused(String path, @Nullable String message, String remedy) {
    return new ConfigException(new Problem(path, 0, String.valueOf(message), remedy));
  }

  public UpstreamTls settings() {
    return settings;
  }

  /**
   * For one connection. An address is verified as one, and never asked for by SNI (RFC 6066 section
   * 3).
   *
   * @param timeoutMillis for the handshake
   */
  public SslHandler handler(
      ByteBufAllocator allocator, String host, int port, Inside inside, long timeoutMillis) {
    String named = settings.hostname();
    Contexts now = contexts;
    SslContext context =
        switch (inside) {
          case HTTP1 -> now.http1;
          case HTTP2 -> now.http2;
          case RAW -> now.raw;
        };
    SslHandler handler = context.newHandler(allocator, named == null ? host : named, port);
    handler.setHandshakeTimeoutMillis(timeoutMillis);
    return handler;
  }

  @Override
  public String toString() {
    return "ClientTls[" + settings.hostname() + "]";
  }
}
