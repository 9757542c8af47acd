package io.weir.proxywasm.tck.wat;

/** Text that is no module, or uses what the assembler does not know. */
public final class WatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WatException(int line, String problem) {
    super("line " + line + ": " + problem);
  }
}
