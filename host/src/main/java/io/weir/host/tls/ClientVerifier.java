package io.weir.host.tls;

import io.netty.handler.ssl.ClientAuth;
import io.weir.host.config.ClientValidation;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which certificates of clients are believed. Any thread; looks nothing up. */
final class ClientVerifier {
  private final X509ExtendedTrustManager authorities;
  private final boolean fallback;

  private ClientVerifier(X509ExtendedTrustManager authorities, boolean fallback) {
    this.authorities = authorities;
    this.fallback = fallback;
  }

  static ClientVerifier of(List<X509Certificate> authorities, ClientValidation.Mode mode) {
    return new ClientVerifier(
        trustManager(authorities), mode == ClientValidation.Mode.AllowInsecureFallback);
  }

  /** What believes certificates that {@code authorities} have issued. */
  static X509ExtendedTrustManager trustManager(List<X509Certificate> authorities) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager found) {
          return found;
        }
      }
      throw new IllegalStateException("the JDK has no X.509 trust manager");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no trust in given authorities", e);
    }
  }

  ClientAuth asked() {
    return fallback ? ClientAuth.OPTIONAL : ClientAuth.REQUIRE;
  }

  TrustManager forHandshake() {
    return fallback ? new Later(authorities) : authorities;
  }

  /** Whether a certificate that the handshake has let pass is believed. */
  boolean believes(X509Certificate[] chain) {
    if (!fallback) {
      return true; // the handshake has verified it
    }
    try {
      authorities.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  /** Lets the handshake pass; {@link #believes} is asked behind it. */
  private static final class Later extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authorities;

    Later(X509ExtendedTrustManager authorities) {
      this.authorities = authorities;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authorities.getAcceptedIssuers();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("for clients only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }
  }
}
