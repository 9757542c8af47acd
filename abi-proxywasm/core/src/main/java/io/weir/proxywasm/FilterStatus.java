package io.weir.proxywasm;

/** What a TCP callback asks for. */
public enum FilterStatus {
  CONTINUE,
  STOP;

  /** Anything but 0 stops. */
  public static FilterStatus of(int action) {
    return action == 0 ? CONTINUE : STOP;
  }
}
