package io.weir.registry;

import java.net.URI;
import java.nio.file.Path;

/** The address of a plugin, told apart by its scheme. */
sealed interface PluginUrl {
  /** How the address of an artifact in a registry begins. */
  String OCI = "oci://";

  /** An artifact in a registry. */
  record Oci(Reference reference) implements PluginUrl {}

  /** A module on this machine. */
  record File(Path path) implements PluginUrl {}

  /** A module on a web server. */
  record Web(URI uri) implements PluginUrl {}

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is no address of a plugin
   */
  static PluginUrl parse(String url) {
    if (url.startsWith(OCI)) {
      return new Oci(Reference.parse(url.substring(OCI.length())));
    }
    URI uri = URI.create(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    return switch (scheme) {
      case "file" -> new File(Path.of(uri));
      case "http", "https" -> web(uri);
      default ->
          throw new IllegalArgumentException(
              "url: " + url + " (expected: oci://, file:///, https:// or http://)");
    };
  }

  private static Web web(URI uri) {
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url: " + uri.getScheme() + "://... (expected: a host, and no user or password in it)");
    }
    return new Web(uri);
  }
}
