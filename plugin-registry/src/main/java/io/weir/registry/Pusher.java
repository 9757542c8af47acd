package io.weir.registry;

/** Writes to a registry. Blocking; thread-safe; {@link RegistryException}. */
public interface Pusher {
  /** Stores {@code content} in the repository of {@code reference}; no transfer if it is there. */
  Descriptor pushBlob(Reference reference, String mediaType, byte[] content);

  /**
   * Stores a manifest under the tag or digest of {@code reference}.
   *
   * @param json the exact bytes
   * @return its digest
   */
  Digest pushManifest(Reference reference, String mediaType, byte[] json);
}
