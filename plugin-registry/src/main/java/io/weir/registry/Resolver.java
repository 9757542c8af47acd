package io.weir.registry;

/** Finds what a reference means now. Blocking; thread-safe; {@link RegistryException}. */
public interface Resolver {
  /** The type, digest and size of the manifest at {@code reference}, without its content. */
  Descriptor resolve(Reference reference);
}
