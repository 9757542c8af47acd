package io.weir.tools.artifact;

import io.weir.registry.Reference;
import java.nio.file.Files;
import java.nio.file.Path;

/** How people write where a plugin is. */
public final class References {
  private static final String SCHEME = "oci://";

  private References() {}

  /**
   * Reads {@code registry/repository:tag}, with or without {@code oci://} before it.
   *
   * @throws IllegalArgumentException when it is not one, saying why
   */
  public static Reference parse(String text) {
    return Reference.parse(text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text);
  }

  /** The address of {@code reference} as configurations write it. */
  public static String url(Reference reference) {
    return SCHEME + reference;
  }

  /**
   * The address of a plugin for a configuration: as it stands when it has a scheme, a file's when
   * there is such a file, else that of a reference.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static String toUrl(String text) {
    if (text.contains("://") && !text.startsWith(SCHEME)) {
      return text;
    }
    return Files.isRegularFile(Path.of(text))
        ? Path.of(text).toAbsolutePath().normalize().toUri().toString()
        : url(parse(text));
  }

  /** Whether {@code text} is meant as a file: it is there, or looks like one. */
  public static boolean isPath(String text) {
    if (text.startsWith(SCHEME)) {
      return false;
    }
    if (Files.exists(Path.of(text)) || text.startsWith("/") || text.startsWith(".")) {
      return true;
    }
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    return !first.equals("localhost") && !first.contains(":") && !first.contains(".");
  }
}
