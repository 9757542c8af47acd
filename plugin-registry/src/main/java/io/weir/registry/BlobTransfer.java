package io.weir.registry;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/** Moves blobs of any size. Blocking; thread-safe; {@link RegistryException}. */
public interface BlobTransfer {
  /**
   * Writes a blob of the repository of {@code reference} to {@code out} as it comes.
   *
   * @param blob what to fetch; its size is the limit
   * @param out not closed; what it has got is worthless unless this returns, because only then do
   *     size and digest match
   */
  void copyBlob(Reference reference, Descriptor blob, OutputStream out);

  /**
   * Stores a blob in the repository of {@code reference}; no transfer if it is there.
   *
   * @param content opens the bytes, once for each attempt; closed by this
   */
  void pushBlob(Reference reference, Descriptor blob, Supplier<InputStream> content);

  /** Whether the repository of {@code reference} has the blob. */
  boolean hasBlob(Reference reference, Digest digest);

  /**
   * The length of a blob in bytes, as the registry tells it.
   *
   * @throws RegistryException when it is not there or its length is not told
   */
  long blobSize(Reference reference, Digest digest);
}
