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
 * TLS to one upstream. Equal settings give equal objects, so that connections are shared as far as
 * they are made alike. Immutable; any thread.
 */
public final class ClientTls {
  private static final Logger log = LoggerFactory.getLogger(ClientTls.class);

  private final UpstreamTls settings;
  private final SslContext http1;
  private final SslContext http2;
  private final SslContext raw;

  private ClientTls(UpstreamTls settings, SslContext http1, SslContext http2, SslContext raw) {
    this.settings = settings;
    this.http1 = http1;
    this.http2 = http2;
    this.raw = raw;
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
    String at = path + ".tls";
    try {
      SslContext http1 = context(settings, List.of("http/1.1"), at);
      SslContext http2 = context(settings, List.of("h2"), at);
      SslContext raw = context(settings, settings.alpn(), at);
      ClientTls made = new ClientTls(settings, http1, http2, raw);
      List.of(http1, http2, raw).forEach(context -> TlsLibrary.freeWith(made, context));
      return made;
    } catch (SSLException | IllegalArgumentException e) {
      throw refused(at, e.getMessage(), "see docs/tls.md for what is supported");
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
    SslContext context =
        switch (inside) {
          case HTTP1 -> http1;
          case HTTP2 -> http2;
          case RAW -> raw;
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
