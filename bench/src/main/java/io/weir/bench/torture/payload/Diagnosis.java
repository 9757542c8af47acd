package io.weir.bench.torture.payload;

import io.weir.bench.torture.stamp.Lang;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says in words how bytes differ from those that were to come. */
final class Diagnosis {

  private static final int MAX_SHIFT = 64;
  private static final int MIN_RUN = 8;

  private Diagnosis() {}

  /**
   * @param got what arrived from the first difference on, its key taken off
   * @param wanted what was to come there; of the same length
   */
  static String of(byte[] got, byte[] wanted) {
    int run = constantRun(got, wanted);
    int difference = (got[0] ^ wanted[0]) & 0xff;
    if (run == got.length || run >= MIN_RUN) {
      return otherStamp(difference, run, got.length);
    }
    for (int shift = 1; shift <= MAX_SHIFT && got.length - shift >= MIN_RUN; shift++) {
      if (tail(wanted, shift, got)) {
        return "%d byte(s) lost".formatted(shift);
      }
      if (tail(got, shift, wanted)) {
        return "%d byte(s) too many (a byte given twice, or foreign)".formatted(shift);
      }
    }
    return "other content: got %02x, expected %02x".formatted(got[0] & 0xff, wanted[0] & 0xff);
  }

  private static String otherStamp(int difference, int run, int seen) {
    List<String> who = new ArrayList<>();
    for (Lang lang : Lang.values()) {
      if ((difference & lang.mask()) != 0) {
        who.add(lang.id() + " (bits %02x)".formatted(difference & lang.mask()));
      }
    }
    return "%s byte(s) stamped by another version of %s, or not at all"
        .formatted(run == seen ? run + " or more" : Integer.toString(run), String.join(", ", who));
  }

  /** How many bytes from the start on differ by the same bits. */
  private static int constantRun(byte[] got, byte[] wanted) {
    int n = 1;
    while (n < got.length && (got[n] ^ wanted[n]) == (got[0] ^ wanted[0])) {
      n++;
    }
    return n;
  }

  private static boolean tail(byte[] ahead, int shift, byte[] behind) {
    return Arrays.equals(ahead, shift, ahead.length, behind, 0, behind.length - shift);
  }
}
