package io.weir.proxywasm.tck.wat;

/** Assembles modules from text. */
public final class Wat {
  private Wat() {}

  /**
   * Assembles one {@code (module ...)}.
   *
   * @throws WatException naming the line of what is wrong
   */
  public static byte[] assemble(String text) {
    return new ModuleAssembler(new Reader(text).module()).assemble();
  }
}
