package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a user's words why no answer came. */
final class ConnectFailure {
  private ConnectFailure() {}

  static RegistryException explain(URI uri, IOException failure) {
    String authority = uri.getAuthority();
    if (has(failure, UnresolvedAddressException.class)
        || has(failure, UnknownHostException.class)) {
      return unreachable(authority + " is not a known host", "check the name and DNS", failure);
    }
    if (has(failure, SSLException.class)) {
      return unreachable(
          authority + " failed the TLS handshake (" + failure.getMessage() + ")",
          "check its certificate, or give its CA file",
          failure);
    }
    if (failure instanceof HttpTimeoutException) {
      return unreachable(authority + " did not answer in time", "check that it serves", failure);
    }
    if (failure instanceof ConnectException) {
      return unreachable(
          authority + " refuses connections", "start it, or check host and port", failure);
    }
    return unreachable(
        authority + " broke off (" + failure.getMessage() + ")",
        "check that a registry serves there",
        failure);
  }

  private static RegistryException unreachable(String what, String remedy, IOException cause) {
    return new RegistryException(Reason.UNREACHABLE, what, remedy, cause);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    @Nullable Throwable each = failure;
    for (int depth = 0; each != null && depth < 10; depth++, each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }
}
