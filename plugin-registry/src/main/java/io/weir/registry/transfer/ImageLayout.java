package io.weir.registry.transfer;

import io.weir.registry.Digest;

/** Names in an archive (OCI image specification, "Image Layout Specification", version 1.0.0). */
final class ImageLayout {
  static final String MARKER = "oci-layout";
  static final String INDEX = "index.json";
  static final String VERSION = "1.0.0";

  /** The tag; with the repository before it when the archive holds more than one. */
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** The full reference, which containerd reads. */
  static final String IMAGE_NAME = "io.containerd.image.name";

  /** The repository, also of what has no tag. */
  static final String REPOSITORY = "io.weir.repository";

  private ImageLayout() {}

  /** Where the content of {@code digest} lies. */
  static String blob(Digest digest) {
    return "blobs/" + digest.algorithm().label() + "/" + digest.hex();
  }
}
