package io.weir.proxywasm.tck.rule;

/**
 * One request, what the origin does with it and what must come of it.
 *
 * @param origin what the origin answers
 * @param upstream what the origin must see
 * @param answer what the client must see
 */
public record Exchange(Message request, Message origin, Expected upstream, Expected answer) {
  /** One of which nothing is expected. */
  public static Exchange of(Message request, Message origin) {
    return new Exchange(request, origin, Expected.ANYTHING, Expected.ANYTHING);
  }
}
