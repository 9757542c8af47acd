package io.weir.host.plugin;

import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.GuestTrapException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says and counts why a VM has failed, under the plugin's name and version. */
final class FailureBlame {
  private static final Logger log = LoggerFactory.getLogger(FailureBlame.class);

  /**
   * A guest that traps with less than this share of its memory left is taken to have run out: no
   * engine tells of a growth that was refused, and languages ask for more than a page at once.
   */
  private static final int MEMORY_SHARE = 4;

  private FailureBlame() {}

  /**
   * On the VM's thread, before it is closed.
   *
   * @param tail for the end of the line; null when there shall be none
   */
  static void count(
      PluginGeneration generation, PluginVm vm, PluginException failure, @Nullable String tail) {
    String what = "VM failed";
    VersionTotals totals = generation.totals();
    if (kind(failure) == Kind.INTERRUPTED) {
      totals.count(PluginEvent.TIMEOUT);
      what = "VM stopped";
    } else {
      totals.count(PluginEvent.CRASH);
      long memory = vm.memoryBytes();
      long most = generation.spec().limits().memoryBytes();
      if (kind(failure) == Kind.TRAP && most - memory < most / MEMORY_SHARE) {
        totals.count(PluginEvent.MEMORY_EXCEEDED);
        what += ", with " + memory + " of the " + most + " bytes of memory that its limits allow";
      }
    }
    if (tail != null) {
      log.error("plugin {}: {}: {}{}", generation.label(), what, failure.getMessage(), tail);
    }
  }

  private static @Nullable Kind kind(PluginException failure) {
    return failure.getCause() instanceof GuestTrapException trap ? trap.kind() : null;
  }
}
