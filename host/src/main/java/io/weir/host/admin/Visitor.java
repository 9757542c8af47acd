package io.weir.host.admin;

import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import org.jspecify.annotations.Nullable;

/** Whoever looks at the marketplace through the gateway: nobody that a registry knows. */
record Visitor() implements Caller {
  static final Visitor ANYBODY = new Visitor();

  @Override
  public @Nullable String name() {
    return null;
  }

  @Override
  public boolean may(Action action, String repository) {
    return action == Action.PULL;
  }

  @Override
  public void require(Action action, String repository) {
    if (!may(action, repository)) {
      throw new RegistryFault(ErrorCode.DENIED, "the gateway's pages only read");
    }
  }
}
