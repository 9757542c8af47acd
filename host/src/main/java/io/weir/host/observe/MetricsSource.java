package io.weir.host.observe;

/** Something that has metrics to tell. */
@FunctionalInterface
public interface MetricsSource {
  /** Writes what there is now. Any thread but a worker's; may wait a moment for the workers. */
  void collect(Exposition page);
}
