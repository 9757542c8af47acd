package io.weir.host.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A change that was not made, and what was live stays live; or not to the end. */
public abstract sealed class ConfigChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ConfigChangeException(String message, @Nullable Throwable e) {
    super(message, e);
  }

  /** The configuration belongs to a source that only others write. */
  public static final class ReadOnly extends ConfigChangeException {
    private static final long serialVersionUID = 1L;

    ReadOnly(String kind, Path path) {
      super(
          "the configuration belongs to the "
              + kind
              + " "
              + path
              + ": edit it there, or start the gateway without --config",
          null);
    }
  }

  /** Somebody else changed the configuration first. */
  public static final class Stale extends ConfigChangeException {
    private static final long serialVersionUID = 1L;

    Stale(String etag) {
      super("the configuration has changed: its etag is " + etag + "; read it again", null);
    }
  }

  /** A change to an object that is not there. */
  public static final class NoSuchObject extends ConfigChangeException {
    private static final long serialVersionUID = 1L;

    NoSuchObject(ObjectKind<?> kind, String name) {
      super(kind.label() + " has no " + Fields.quote(name), null);
    }
  }

  /** The gateway could not make a sound configuration live. */
  public static final class Refused extends ConfigChangeException {
    private static final long serialVersionUID = 1L;

    private final transient ConfigException reason;

    Refused(ConfigException reason) {
      super(String.valueOf(reason.getMessage()), reason);
      this.reason = reason;
    }

    public ConfigException reason() {
      return reason;
    }
  }

  /** A change that is live, and that a restart will not have. */
  public static final class NotStored extends ConfigChangeException {
    private static final long serialVersionUID = 1L;

    NotStored(long generation, ConfigException reason) {
      super(
          "generation " + generation + " is live, but not stored: " + reason.getMessage(), reason);
    }
  }
}
