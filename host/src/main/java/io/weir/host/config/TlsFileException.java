package io.weir.host.config;

/** A file with a certificate or a key that cannot be used. The messages never quote the file. */
public final class TlsFileException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean key;
  private final String remedy;

  /**
   * @param key whether it is the key's file rather than the certificate's
   */
  TlsFileException(boolean key, String message, String remedy) {
    super(message);
    this.key = key;
    this.remedy = remedy;
  }

  /** Whether it is the key's file rather than the certificate's. */
  public boolean isKey() {
    return key;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
