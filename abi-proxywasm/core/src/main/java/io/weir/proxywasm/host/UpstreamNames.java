package io.weir.proxywasm.host;

/** Which upstreams there are, for calls that a guest makes before it has a loop. Thread-safe. */
@FunctionalInterface
public interface UpstreamNames {
  /** Any name: nobody knows better. */
  UpstreamNames ANY = name -> true;

  /** Whether calls to {@code name}, a cluster or {@code host:port}, have somewhere to go. */
  boolean contains(String name);
}
