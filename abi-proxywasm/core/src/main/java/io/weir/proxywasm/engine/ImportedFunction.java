package io.weir.proxywasm.engine;

/** A function that a module imports, as the module declares it. */
public record ImportedFunction(String module, String name, FunctionType type) {
  @Override
  public String toString() {
    return module + "." + name;
  }
}
