package io.weir.proxywasm.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much of its caller's stack a guest may use, for engines. Half of what threads of this JVM
 * have ({@code -Xss}): the other half is for the host, before and within the guest's calls. A
 * thread that calls guests must not have been made with less than the default.
 */
public final class StackBudget {
  private static final long KIB = 1024;

  /** What HotSpot has where nothing else is said. */
  private static final long USUAL = 1024 * KIB;

  private StackBudget() {}

  /**
   * The budget in bytes.
   *
   * @param most what the engine would use of a stack of any size, in bytes
   */
  public static long bytes(long most) {
    return Math.min(most, threadStack() / 2);
  }

  private static long threadStack() {
    var hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (hotspot == null) {
      return USUAL;
    }
    long kib = Long.parseLong(hotspot.getVMOption("ThreadStackSize").getValue());
    return kib == 0 ? USUAL : kib * KIB;
  }
}
