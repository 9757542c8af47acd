package io.weir.proxywasm.tck.wat;

import java.util.HashMap;
import java.util.Map;

/** The instructions without control flow, by name. */
final class Opcodes {
  private static final String COMPARE = "eqz eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u";
  private static final String INTEGER =
      "clz ctz popcnt add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr";
  private static final String FLOAT_COMPARE = "eq ne lt gt le ge";
  private static final String FLOAT =
      "abs neg ceil floor trunc nearest sqrt add sub mul div min max copysign";
  private static final String CONVERT =
      "i32.wrap_i64 i32.trunc_f32_s i32.trunc_f32_u i32.trunc_f64_s i32.trunc_f64_u"
          + " i64.extend_i32_s i64.extend_i32_u i64.trunc_f32_s i64.trunc_f32_u"
          + " i64.trunc_f64_s i64.trunc_f64_u f32.convert_i32_s f32.convert_i32_u"
          + " f32.convert_i64_s f32.convert_i64_u f32.demote_f64 f64.convert_i32_s"
          + " f64.convert_i32_u f64.convert_i64_s f64.convert_i64_u f64.promote_f32"
          + " i32.reinterpret_f32 i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64"
          + " i32.extend8_s i32.extend16_s i64.extend8_s i64.extend16_s i64.extend32_s";
  private static final String MEMORY =
      "i32.load i64.load f32.load f64.load i32.load8_s i32.load8_u i32.load16_s i32.load16_u"
          + " i64.load8_s i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u"
          + " i32.store i64.store f32.store f64.store i32.store8 i32.store16 i64.store8"
          + " i64.store16 i64.store32";

  /** Instructions without immediates: the encoding is all there is. */
  static final Map<String, int[]> PLAIN = new HashMap<>();

  /** Loads and stores: the opcode, before alignment and offset. */
  static final Map<String, Integer> ACCESS = new HashMap<>();

  /** Instructions with one index: the opcode before it. */
  static final Map<String, Integer> INDEXED =
      Map.of(
          "local.get",
          0x20,
          "local.set",
          0x21,
          "local.tee",
          0x22,
          "global.get",
          0x23,
          "global.set",
          0x24,
          "call",
          0x10,
          "br",
          0x0c,
          "br_if",
          0x0d);

  static {
    int next = number(0x45, "i32.", COMPARE);
    next = number(next, "i64.", COMPARE);
    next = number(next, "f32.", FLOAT_COMPARE);
    next = number(next, "f64.", FLOAT_COMPARE);
    next = number(next, "i32.", INTEGER);
    next = number(next, "i64.", INTEGER);
    next = number(next, "f32.", FLOAT);
    next = number(next, "f64.", FLOAT);
    number(next, "", CONVERT);
    int access = 0x28;
    for (String name : MEMORY.split(" ", -1)) {
      ACCESS.put(name, access++);
    }
    PLAIN.put("unreachable", new int[] {0x00});
    PLAIN.put("nop", new int[] {0x01});
    PLAIN.put("return", new int[] {0x0f});
    PLAIN.put("drop", new int[] {0x1a});
    PLAIN.put("select", new int[] {0x1b});
    PLAIN.put("memory.size", new int[] {0x3f, 0});
    PLAIN.put("memory.grow", new int[] {0x40, 0});
    PLAIN.put("memory.copy", new int[] {0xfc, 10, 0, 0});
    PLAIN.put("memory.fill", new int[] {0xfc, 11, 0});
    PLAIN.put("table.grow", new int[] {0xfc, 15, 0});
    PLAIN.put("table.size", new int[] {0xfc, 16, 0});
    PLAIN.put("ref.null", new int[] {0xd0, 0x70});
  }

  private Opcodes() {}

  /** The bytes that a load or store touches, as the exponent of two that alignment is given in. */
  static int naturalAlignment(String access) {
    String width = access.substring(4).replaceAll("[^0-9]", "");
    int bits = width.isEmpty() ? Integer.parseInt(access.substring(1, 3)) : Integer.parseInt(width);
    return Integer.numberOfTrailingZeros(bits / 8);
  }

  private static int number(int first, String prefix, String names) {
    int next = first;
    for (String name : names.split(" ", -1)) {
      PLAIN.put(prefix + name, new int[] {next++});
    }
    return next;
  }
}
