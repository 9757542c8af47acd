package io.weir.registry;

/** Reads content of a registry, verified. Blocking; thread-safe; {@link RegistryException}. */
public interface Fetcher {
  /**
   * A manifest as stored.
   *
   * @param descriptor its type, digest and size
   * @param bytes exactly what the digest goes over
   * @param manifest the same, read
   */
  @SuppressWarnings("ArrayRecordComponent") // the descriptor's digest is its identity
  record Fetched(Descriptor descriptor, byte[] bytes, Manifest manifest) {}

  /** The manifest or index at {@code reference}, its digest verified when one is known. */
  Fetched fetchManifest(Reference reference);

  /**
   * A blob of the repository of {@code reference}, hashed while it streams in.
   *
   * @param blob what to fetch; its size is the limit
   */
  byte[] fetchBlob(Reference reference, Descriptor blob);
}
