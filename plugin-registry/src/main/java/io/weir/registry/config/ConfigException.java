package io.weir.registry.config;

import java.io.IOException;

/** A configuration that cannot be used; its message names file, line, field and remedy. */
public final class ConfigException extends IOException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
