package io.weir.host.plugin;

import io.weir.proxywasm.VmStats;

/**
 * What a plugin generation has on one worker, or the sum over several.
 *
 * @param vms that exist, those included that end with their last stream
 * @param streams that hold it
 * @param memoryBytes linear memory of the VMs
 * @param stats of these VMs and of those before them
 */
record SlotStatus(int vms, long streams, long memoryBytes, VmStats stats) {
  static final SlotStatus NONE = new SlotStatus(0, 0, 0, VmStats.NONE);

  SlotStatus plus(SlotStatus other) {
    return new SlotStatus(
        vms + other.vms,
        streams + other.streams,
        memoryBytes + other.memoryBytes,
        stats.plus(other.stats));
  }
}
