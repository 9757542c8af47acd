package io.weir.registry.market;

import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import org.jspecify.annotations.Nullable;

/** A caller who may pull. */
record Anybody() implements Caller {
  static final Anybody INSTANCE = new Anybody();

  @Override
  public @Nullable String name() {
    return null;
  }

  @Override
  public boolean may(Action action, String repository) {
    return action == Action.PULL;
  }

  @Override
  public void require(Action action, String repository) {}
}
