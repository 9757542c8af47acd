package io.weir.proxywasm;

/**
 * What a headers callback asks for, after the rewriting that the plugin's ABI version calls for.
 */
public enum FilterHeadersStatus {
  /** On to the next filter. */
  CONTINUE,
  /** The headers wait; body callbacks still arrive here (literal only from ABI 0.2.100 on). */
  STOP_ITERATION,
  /** Everything waits here; the body is buffered up to the limit, then 413 or 500. */
  STOP_ALL_AND_BUFFER,
  /** Everything waits here; the body is held back at its source once the limit is reached. */
  STOP_ALL_AND_WATERMARK;

  /**
   * @param action what the guest returned; out of range counts as the last (cpp-host
   *     convertVmCallResultToFilterHeadersStatus)
   * @param literalStop whether 1 keeps its literal meaning (ABI 0.2.100)
   */
  public static FilterHeadersStatus of(int action, boolean literalStop) {
    return switch (action) {
      case 0, 2 -> CONTINUE;
      case 1 -> literalStop ? STOP_ITERATION : STOP_ALL_AND_WATERMARK;
      case 3 -> STOP_ALL_AND_BUFFER;
      default -> STOP_ALL_AND_WATERMARK;
    };
  }
}
