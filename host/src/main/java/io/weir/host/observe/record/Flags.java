package io.weir.host.observe.record;

import java.util.List;

/** Short names of the bits in {@link StreamRecord#flags}, those that Envoy's logs have. */
public final class Flags {
  private record Named(int bit, String name) {}

  private static final List<Named> NAMES =
      List.of(
          new Named(0, "LH"),
          new Named(1, "UH"),
          new Named(2, "UT"),
          new Named(3, "LR"),
          new Named(4, "UR"),
          new Named(5, "UF"),
          new Named(6, "UC"),
          new Named(7, "UO"),
          new Named(8, "NR"),
          new Named(9, "DI"),
          new Named(10, "FI"),
          new Named(11, "RL"),
          new Named(12, "UAEX"),
          new Named(13, "RLSE"),
          new Named(14, "DC"),
          new Named(15, "URX"),
          new Named(16, "SI"),
          new Named(17, "IH"),
          new Named(18, "DPE"),
          new Named(19, "UMSDR"),
          new Named(20, "RFCF"),
          new Named(21, "NFCF"),
          new Named(22, "DT"),
          new Named(23, "UPE"),
          new Named(24, "NC"),
          new Named(25, "OM"));

  private Flags() {}

  /**
   * Names with commas, in the order of the bits; empty for no flag. A bit without a name is kept as
   * its number.
   */
  public static String names(long flags) {
    if (flags == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (long left = flags; left != 0; left &= left - 1) {
      text.append(text.isEmpty() ? "" : ",").append(name(Long.numberOfTrailingZeros(left)));
    }
    return text.toString();
  }

  private static String name(int bit) {
    for (Named named : NAMES) {
      if (named.bit == bit) {
        return named.name;
      }
    }
    return "bit" + bit;
  }
}
