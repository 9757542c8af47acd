package io.weir.host.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.lang.ref.Cleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What does TLS: BoringSSL where there is a build of it for this machine, else the JDK. */
public final class TlsLibrary {
  private static final Logger log = LoggerFactory.getLogger(TlsLibrary.class);
  private static final boolean NATIVE = OpenSsl.isAvailable();
  private static final Cleaner CLEANER = Cleaner.create();

  static {
    if (!NATIVE) {
      // The JDK, alone of the two, lets clients renegotiate unless it is told not to.
      System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
      log.warn("TLS by the JDK, slower and without OCSP stapling: {}", reason());
    }
  }

  private TlsLibrary() {}

  /** Whether it is BoringSSL. */
  public static boolean isNative() {
    return NATIVE;
  }

  /** Name and version. */
  public static String describe() {
    return NATIVE ? OpenSsl.versionString() : "JDK " + Runtime.version().feature();
  }

  /** Why it is not BoringSSL. */
  public static String reason() {
    Throwable cause = OpenSsl.unavailabilityCause();
    return cause == null ? "" : "no build of BoringSSL loads here: " + cause.getMessage();
  }

  static SslProvider provider() {
    return NATIVE ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
  }

  /**
   * Frees {@code contexts} once nothing can reach {@code owner} any more. Connections that are
   * being set up may still hold it when it is replaced; those that stand hold a count of their own.
   */
  static void freeWith(Object owner, SslContext... contexts) {
    for (SslContext context : contexts) {
      CLEANER.register(owner, () -> ReferenceCountUtil.release(context));
    }
  }
}
