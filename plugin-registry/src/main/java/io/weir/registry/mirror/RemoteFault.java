package io.weir.registry.mirror;

import io.weir.registry.RegistryException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;

/** What a failure at the remote is to the client here. */
final class RemoteFault {
  private static final int BAD_GATEWAY = 502;

  private RemoteFault() {}

  /** 404 with {@code missing} when the remote has not got it, else 502. */
  static RegistryFault of(Remote remote, RegistryException failure, ErrorCode missing) {
    return Remote.isMissing(failure)
        ? new RegistryFault(missing, String.valueOf(failure.getMessage()))
        : unavailable(remote, String.valueOf(failure.getMessage()));
  }

  static RegistryFault unavailable(Remote remote, String why) {
    return new RegistryFault(
        ErrorCode.UNSUPPORTED, BAD_GATEWAY, "mirror of " + remote.config().registry() + ": " + why);
  }
}
