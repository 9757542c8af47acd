package io.weir.host.tls;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/** A handshake that has failed. */
public final class TlsFailure extends IOException {
  private static final long serialVersionUID = 1;

  private TlsFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** One with an upstream, with a reason in plain words. */
  public static TlsFailure of(Throwable cause) {
    return new TlsFailure("TLS: " + reason(cause), cause);
  }

  /** Why a handshake has failed, in plain words. */
  public static String reason(Throwable cause) {
    String last = cause.getClass().getSimpleName();
    for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
      String known = known(at);
      if (known != null) {
        return known;
      }
      String message = at.getMessage();
      last = message == null ? last : message;
    }
    return last;
  }

  private static @Nullable String known(Throwable e) {
    return switch (e) {
      case CertificateExpiredException expired ->
          "the certificate has expired: " + expired.getMessage();
      case CertificateNotYetValidException early ->
          "the certificate is not valid yet: " + early.getMessage();
      case CertPathBuilderException unknown ->
          "the certificate was issued by an authority that is not believed";
      case CertPathValidatorException path when path.getCause() == null ->
          "the certificate is not believed: " + path.getMessage();
      case CertificateException names
          when names.getMessage() != null && names.getMessage().startsWith("No ") ->
          "the certificate is for another host: " + names.getMessage();
      default -> null;
    };
  }
}
