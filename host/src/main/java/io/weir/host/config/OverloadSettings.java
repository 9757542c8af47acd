package io.weir.host.config;

/**
 * From when on the gateway refuses work: {@code gateway.overload}.
 *
 * @param maxConnections of clients, over all listeners; zero for half of the file descriptors that
 *     the process may have, since each may need one more towards an upstream (default)
 * @param heapPercent of the heap's limit that may still be in use after a collection (default 95)
 * @param directMemoryPercent of the limit of direct memory, where bodies wait (default 95)
 */
public record OverloadSettings(int maxConnections, int heapPercent, int directMemoryPercent) {
  public static final OverloadSettings DEFAULT = new OverloadSettings(0, 95, 95);
}
