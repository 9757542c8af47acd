package io.weir.host.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The totals of each version of each plugin that has served since the start, the latest versions at
 * least: bounded, those that serve no more go first. Thread-safe; for control threads.
 */
final class VersionTable {
  private static final int KEEP_UNUSED = 256;

  /**
   * A version of a plugin.
   *
   * @param sha256 of the module
   */
  record Version(String plugin, String sha256) {
    static Version of(VmKey key) {
      return new Version(key.plugin(), key.sha256());
    }
  }

  private final Map<Version, VersionTotals> totals = new LinkedHashMap<>(16, 0.75f, true);

  synchronized VersionTotals of(VmKey key) {
    return totals.computeIfAbsent(Version.of(key), v -> new VersionTotals());
  }

  /** All of them, with what they have counted. */
  synchronized Map<Version, VersionTotals> all() {
    return new LinkedHashMap<>(totals);
  }

  /** Forgets the eldest of those that are not in use. */
  synchronized void trim(Set<VmKey> inUse) {
    Set<Version> used = inUse.stream().map(Version::of).collect(Collectors.toSet());
    int excess = totals.size() - used.size() - KEEP_UNUSED;
    var eldestFirst = totals.keySet().iterator();
    while (excess > 0 && eldestFirst.hasNext()) {
      if (!used.contains(eldestFirst.next())) {
        eldestFirst.remove();
        excess--;
      }
    }
  }
}
