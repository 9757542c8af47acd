package io.weir.proxywasm;

/** What a body callback asks for. */
public enum FilterDataStatus {
  /** The chunk, and all that was held before it, goes on. */
  CONTINUE,
  /** Hold it; the next callback sees everything held. Past the limit: 413 or 500. */
  STOP_AND_BUFFER,
  /** As above, with back-pressure in place of the error. */
  STOP_AND_WATERMARK,
  /** Drop the chunk from the chain: the plugin kept it, or nobody wants it. */
  STOP_NO_BUFFER;

  /** Out of range counts as no-buffer (cpp-host convertVmCallResultToFilterDataStatus). */
  public static FilterDataStatus of(int action) {
    return switch (action) {
      case 0 -> CONTINUE;
      case 1 -> STOP_AND_BUFFER;
      case 2 -> STOP_AND_WATERMARK;
      default -> STOP_NO_BUFFER;
    };
  }
}
