package io.weir.proxywasm.engine;

/** Finds the host function for an import; asked once per import while a module is compiled. */
@FunctionalInterface
public interface ImportResolver {
  /**
   * @return the function to bind, never null: what the host lacks is bound to a stub
   */
  HostFunction resolve(ImportedFunction imported);
}
