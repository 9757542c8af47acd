package io.weir.engine.endive;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Methods that HotSpot never compiles, because they are larger than 8000 bytes, unless it was
 * started with {@code -XX:-DontCompileHugeMethods}. Large wasm functions give such methods, and run
 * ten times slower or worse.
 */
final class HugeMethods {
  static final String FLAG = "DontCompileHugeMethods";
  private static final int LIMIT = 8000;

  private HugeMethods() {}

  /** How many of the methods in {@code classes} this JVM will leave to its interpreter. */
  static int count(Map<String, byte[]> classes) {
    return limited() ? classes.values().stream().mapToInt(HugeMethods::count).sum() : 0;
  }

  private static int count(byte[] classFile) {
    return (int)
        ClassFile.of().parse(classFile).methods().stream()
            .flatMap(method -> method.findAttribute(Attributes.code()).stream())
            .filter(code -> code.codeLength() > LIMIT)
            .count();
  }

  private static boolean limited() {
    var hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (hotspot == null) {
      return false; // another JVM, with limits of its own
    }
    return Boolean.parseBoolean(hotspot.getVMOption(FLAG).getValue());
  }
}
