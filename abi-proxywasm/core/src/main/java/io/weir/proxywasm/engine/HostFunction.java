package io.weir.proxywasm.engine;

/**
 * A host function. One object serves every instance of every module: what belongs to the calling
 * instance arrives as {@code host}, the object given to {@link CompiledModule#instantiate}.
 */
@FunctionalInterface
public interface HostFunction {
  /**
   * Runs on the thread that called the guest.
   *
   * @param host the calling instance's host object
   * @param args raw argument bits, i32 sign-extended; valid during the call only
   * @return raw result bits; ignored when the import has no result
   * @throws RuntimeException any: it stops the guest, and the engine throws it on from the guest
   *     call as it is, when it is a {@link GuestTrapException}, or as the cause of one
   */
  long call(Object host, long[] args);
}
