package io.weir.proxywasm;

/** What a trailers callback asks for. */
public enum FilterTrailersStatus {
  CONTINUE,
  STOP;

  /** Anything but 0 stops. */
  public static FilterTrailersStatus of(int action) {
    return action == 0 ? CONTINUE : STOP;
  }
}
