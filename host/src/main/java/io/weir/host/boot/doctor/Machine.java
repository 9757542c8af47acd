package io.weir.host.boot.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.netty.channel.epoll.Epoll;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The JVM, as it was started, and the native transport. */
final class Machine {
  private static final int FEATURE = 25;
  private static final long STACK_KIB = 8 * 1024;

  private Machine() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java(Runtime.version().feature()));
    findings.add(nativeAccess());
    findings.add(stacks(Long.parseLong(option("ThreadStackSize"))));
    findings.add(hugeMethods(Boolean.parseBoolean(option("DontCompileHugeMethods"))));
    findings.add(transport());
    return findings;
  }

  static Finding java(int feature) {
    String found = Runtime.version() + ", " + System.getProperty("java.vendor");
    return feature >= FEATURE
        ? Finding.ok("Java", found)
        : Finding.fail("Java", found, "install JDK 25 or newer, or set JAVA_HOME to one");
  }

  private static Finding nativeAccess() {
    return Machine.class.getModule().isNativeAccessEnabled()
        ? Finding.ok("native access", "allowed")
        : Finding.warn(
            "native access",
            "not allowed, which Java will refuse one day",
            "start with ./weir, or with --enable-native-access=ALL-UNNAMED");
  }

  static Finding stacks(long kib) {
    String found = kib + " KiB for each thread (-Xss)";
    return kib >= STACK_KIB
        ? Finding.ok("stacks", found)
        : Finding.warn(
            "stacks",
            found + ": guests have half of it",
            "start with ./weir, or with -Xss8m: deep recursion in plugins ends early otherwise");
  }

  static Finding hugeMethods(boolean left) {
    return left
        ? Finding.warn(
            "JIT",
            "leaves large methods to the interpreter, Go plugins on Endive are slow",
            "start with ./weir, or with -XX:-DontCompileHugeMethods")
        : Finding.ok("JIT", "compiles large methods, too");
  }

  private static Finding transport() {
    Throwable cause = Epoll.isAvailable() ? null : Epoll.unavailabilityCause();
    return cause == null
        ? Finding.ok("transport", "epoll")
        : Finding.warn(
            "transport",
            "NIO: epoll is not there: " + cause.getMessage(),
            "nothing need be done; on Linux it is faster with epoll (x86-64 or arm64, glibc)");
  }

  private static String option(String name) {
    var hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return hotspot == null ? "0" : hotspot.getVMOption(name).getValue();
  }
}
