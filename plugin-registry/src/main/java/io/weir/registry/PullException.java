package io.weir.registry;

import org.jspecify.annotations.Nullable;

/**
 * A plugin that could not be had. The message names the address, what happened and what to do;
 * never a credential.
 */
public final class PullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for callers that treat kinds differently. */
  public enum Reason {
    /** The address itself is malformed or not allowed. */
    BAD_URL,
    /** No such file, repository, tag or digest. */
    NOT_FOUND,
    /** The registry refused the credentials, or wants some. */
    UNAUTHORIZED,
    /** The registry knows who asks, and refuses: a right is missing, or a rule forbids it. */
    DENIED,
    /** Nothing answered, or too slowly: the one reason that time may cure. */
    UNREACHABLE,
    /** The bytes are not those of the digest or pin. */
    DIGEST_MISMATCH,
    /** It is there and is not a plugin: no module layer, not WebAssembly, too large. */
    NOT_A_PLUGIN,
    /** The registry answered something that the protocol does not allow, or an error of its own. */
    REGISTRY_ERROR,
    /** The local cache could not be read or written. */
    CACHE
  }

  private final String message;
  private final String url;
  private final Reason reason;
  private final String remedy;

  public PullException(
      String url, Reason reason, String what, String remedy, @Nullable Throwable cause) {
    super(cause);
    this.message = shown(url) + ": " + what + "; " + remedy;
    this.url = url;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** The address without the user and password that somebody wrote into it. */
  private static String shown(String url) {
    return url.replaceFirst("//[^/@]*@", "//***@");
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The plugin's address as it was asked for. */
  public String url() {
    return url;
  }

  public Reason reason() {
    return reason;
  }

  /** What to do about it, as a phrase. */
  public String remedy() {
    return remedy;
  }
}
