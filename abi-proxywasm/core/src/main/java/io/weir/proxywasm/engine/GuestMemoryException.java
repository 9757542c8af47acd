package io.weir.proxywasm.engine;

/**
 * An address or length outside a guest's memory. Carries no stack trace: guests cause it at will.
 */
public final class GuestMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GuestMemoryException(long address, long length, long size) {
    super(
        "guest memory access at "
            + address
            + " of "
            + length
            + " bytes (expected: within "
            + size
            + ")",
        null,
        false,
        false);
  }
}
