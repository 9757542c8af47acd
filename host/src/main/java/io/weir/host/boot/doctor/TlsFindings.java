package io.weir.host.boot.doctor;

import io.weir.host.tls.TlsLibrary;

/** What does TLS on this machine. */
final class TlsFindings {
  private TlsFindings() {}

  static Finding finding() {
    return TlsLibrary.isNative()
        ? Finding.ok("TLS", TlsLibrary.describe())
        : Finding.warn(
            "TLS",
            TlsLibrary.describe() + ", slower and without OCSP stapling: " + TlsLibrary.reason(),
            "run on Linux (x86-64 or arm64) with glibc, where BoringSSL is part of the program");
  }
}
