package io.weir.host.upstream.balance;

import java.util.Arrays;

/**
 * How much each priority takes, as Envoy has it: a priority takes all while its healthy endpoints,
 * with overprovisioning, can carry it; what it cannot take spills over to the next.
 *
 * @param loads in percent, by priority; their sum is 100 unless there is no endpoint at all
 * @param panic by priority: all its endpoints are used, healthy or not
 */
record Priorities(int[] loads, boolean[] panic) {
  /**
   * @param all how many endpoints, by priority
   * @param healthy how many of them are healthy
   * @param overprovisioning in percent
   * @param panicThreshold in percent; 0: never
   */
  static Priorities of(int[] all, int[] healthy, int overprovisioning, int panicThreshold) {
    int[] able = new int[all.length];
    for (int p = 0; p < all.length; p++) {
      able[p] =
          all[p] == 0 ? 0 : (int) Math.min(100, (long) overprovisioning * healthy[p] / all[p]);
    }
    int sum = Arrays.stream(able).sum();
    boolean[] panic = new boolean[all.length];
    if (sum == 0) {
      Arrays.fill(panic, panicThreshold > 0);
      return new Priorities(panicThreshold > 0 ? byCount(all) : new int[all.length], panic);
    }
    int total = Math.min(100, sum);
    int[] loads = new int[all.length];
    int left = 100;
    for (int p = 0; p < all.length; p++) {
      loads[p] = Math.min(left, able[p] * 100 / total);
      left -= loads[p];
      panic[p] = sum < 100 && all[p] > 0 && 100L * healthy[p] < (long) panicThreshold * all[p];
    }
    giveRest(loads, left);
    return new Priorities(loads, panic);
  }

  /** What rounding has left goes to the first that takes anything. */
  private static void giveRest(int[] loads, int left) {
    for (int p = 0; p < loads.length; p++) {
      if (loads[p] > 0) {
        loads[p] += left;
        return;
      }
    }
  }

  private static int[] byCount(int[] all) {
    int count = Arrays.stream(all).sum();
    int[] loads = new int[all.length];
    int left = 100;
    for (int p = 0; p < all.length && count > 0; p++) {
      loads[p] = 100 * all[p] / count;
      left -= loads[p];
    }
    giveRest(loads, count == 0 ? 0 : left);
    return loads;
  }
}
