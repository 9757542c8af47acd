package io.weir.registry;

/** The media types of manifests, configurations and layers that plugins are found under. */
public final class MediaTypes {
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";
  public static final String UNKNOWN_CONFIG = "application/vnd.unknown.config.v1+json";
  public static final String WASM_CONFIG = "application/vnd.wasm.config.v0+json";

  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  public static final String OCI_LAYER_PLAIN = "application/vnd.oci.image.layer.v1.tar";
  public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
  public static final String SOLO_CONFIG = "application/vnd.module.wasm.config.v1+json";
  public static final String SOLO_WASM = "application/vnd.module.wasm.content.layer.v1+wasm";
  public static final String WASM = "application/wasm";

  public static final String HIGRESS_SPEC = "application/vnd.module.wasm.spec.v1+yaml";
  public static final String HIGRESS_DOC = "application/vnd.module.wasm.doc.v1+markdown";

  /** How the documents' types begin, whatever the language after it. */
  public static final String HIGRESS_DOC_PREFIX = "application/vnd.module.wasm.doc.v1";

  /** How the types of icons begin, whatever the format after it. */
  public static final String HIGRESS_ICON_PREFIX = "application/vnd.module.wasm.icon.v1";

  public static final String HIGRESS_ICON = "application/vnd.module.wasm.icon.v1+png";

  /** A {@code CHANGELOG.md}; no layout has a type of its own for it. */
  public static final String MARKDOWN = "text/markdown";

  /** A {@code LICENSE}. */
  public static final String PLAIN_TEXT = "text/plain";

  public static final String OCTET_STREAM = "application/octet-stream";

  /** The layer annotation that names a file. */
  public static final String TITLE = "org.opencontainers.image.title";

  /** What a client that resolves a manifest accepts. */
  public static final String ACCEPT =
      String.join(", ", OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST);

  private MediaTypes() {}

  /** Whether {@code type} is that of an index or a Docker manifest list. */
  public static boolean isIndex(String type) {
    return type.equals(OCI_INDEX) || type.equals(DOCKER_LIST);
  }

  /** {@code type} without parameters, {@code a/b; charset=utf-8} as {@code a/b}. */
  public static String bare(String type) {
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
  }
}
