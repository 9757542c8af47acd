package io.weir.host.config;

import org.jspecify.annotations.Nullable;

/** The versions of TLS that are spoken; older ones are broken (RFC 8996). */
public enum TlsVersion {
  TLS_1_2("1.2"),
  TLS_1_3("1.3");

  private final String text;

  TlsVersion(String text) {
    this.text = text;
  }

  /** As configurations write it: {@code 1.2}. */
  public String text() {
    return text;
  }

  /** As TLS libraries write it: {@code TLSv1.2}. */
  public String protocol() {
    return "TLSv" + text;
  }

  /** The version, null when {@code text} is none that is spoken. */
  static @Nullable TlsVersion parse(String text) {
    for (TlsVersion version : values()) {
      if (version.text.equals(text)) {
        return version;
      }
    }
    return null;
  }
}
