package io.weir.host.upstream;

/** Who decides about endpoints that a worker has found to fail. */
public interface SuspectListener {
  /** Nobody does. */
  SuspectListener NONE = (cluster, endpoint, why) -> {};

  /** From a worker's loop; must not block. */
  void suspect(String cluster, Endpoint endpoint, String why);
}
