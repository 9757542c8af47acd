package io.weir.registry.http;

import org.jspecify.annotations.Nullable;

/** Who sent a request, and what they may do. Any thread. */
public interface Caller {
  /** The name that was proved; null for anybody. */
  @Nullable String name();

  /** Whether this is the registry's owner, who may do everything. */
  default boolean isOwner() {
    return false;
  }

  boolean may(Action action, String repository);

  /**
   * @throws RegistryFault when they may not: 401 with a challenge where a login could help, else
   *     403
   */
  void require(Action action, String repository);
}
