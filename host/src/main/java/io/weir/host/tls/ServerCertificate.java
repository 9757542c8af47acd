package io.weir.host.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.weir.host.config.CertificateAndKey;
import io.weir.host.config.ListenerTls;
import io.weir.host.config.TlsVersion;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One certificate of a listener, ready for handshakes. Any thread. */
final class ServerCertificate {
  private static final long SESSION_SECONDS = TicketKeys.ROTATION.toSeconds();
  private static final List<String> TLS_1_3_SUITES =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private final List<X509Certificate> chain;
  private final SslContext context;
  private final HostNames<Boolean> names = new HostNames<>(true);

  /** What the issuer says of it, as DER; null for nothing. */
  private volatile byte @Nullable [] staple;

  private ServerCertificate(List<X509Certificate> chain, SslContext context) {
    this.chain = chain;
    this.context = context;
    TlsLibrary.freeWith(this, context);
    for (String name : Certificates.names(chain.getFirst(), Certificates.DNS_NAME)) {
      names.add(name, true);
    }
  }

  /**
   * @throws SSLException when the TLS library refuses what is asked of it
   */
  static ServerCertificate of(
      CertificateAndKey certificate,
      ListenerTls settings,
      @Nullable ClientVerifier clients,
      TicketKeys tickets)
      throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(certificate.key(), certificate.chain())
            .sslProvider(TlsLibrary.provider())
            .protocols(protocols(settings))
            .enableOcsp(TlsLibrary.isNative() && OpenSsl.isOcspSupported())
            .sessionTimeout(SESSION_SECONDS);
    if (!settings.cipherSuites().isEmpty()) {
      builder.ciphers(ciphers(settings), IdentityCipherSuiteFilter.INSTANCE);
    }
    if (!settings.alpn().isEmpty()) {
      builder.applicationProtocolConfig(alpn(settings.alpn()));
    }
    if (clients != null) {
      builder.trustManager(clients.forHandshake()).clientAuth(clients.asked());
    } else {
      builder.clientAuth(ClientAuth.NONE);
    }
    SslContext context = builder.build();
    tickets.give(context);
    return new ServerCertificate(certificate.chain(), context);
  }

  private static List<String> protocols(ListenerTls settings) {
    List<String> protocols = new ArrayList<>();
    for (TlsVersion version : TlsVersion.values()) {
      if (version.compareTo(settings.minVersion()) >= 0
          && version.compareTo(settings.maxVersion()) <= 0) {
        protocols.add(version.protocol());
      }
    }
    return protocols;
  }

  private static List<String> ciphers(ListenerTls settings) {
    List<String> suites = new ArrayList<>(settings.cipherSuites());
    if (settings.maxVersion() == TlsVersion.TLS_1_3) {
      suites.addAll(TLS_1_3_SUITES);
    }
    return suites;
  }

  static ApplicationProtocolConfig alpn(List<String> protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /** For one connection; with what is stapled now. */
  SslHandler handler(ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    byte[] response = staple;
    if (response != null && handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
      engine.setOcspResponse(response);
    }
    return handler;
  }

  void staple(byte @Nullable [] response) {
    staple = response;
  }

  void renew(TicketKeys tickets) {
    tickets.give(context);
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The certificate, then its issuers. */
  List<X509Certificate> chain() {
    return chain;
  }

  /**
   * Whether it is for this host.
   *
   * @param host in lower case
   */
  boolean covers(String host) {
    return names.find(host) != null;
  }

  boolean isEcdsa() {
    return leaf().getPublicKey().getAlgorithm().equals("EC");
  }
}
