package io.weir.host.upstream.balance;

import java.util.List;

/**
 * All groups of a cluster with their shares: by priority, and by locality where localities have
 * weights. Nearly always one. Immutable.
 */
public final class Balance {
  private static final int WHOLE = 10_000;

  private final List<Table> tables;
  private final int[] upTo;
  private final boolean byHash;
  private final boolean panic;

  /**
   * @param shares of the tables, in any unit
   * @param byHash whether a key decides about the group, too
   * @param panic whether some unhealthy endpoints are used
   */
  Balance(List<Table> tables, double[] shares, boolean byHash, boolean panic) {
    this.tables = List.copyOf(tables);
    this.byHash = byHash;
    this.panic = panic;
    upTo = new int[shares.length];
    double total = 0;
    for (double share : shares) {
      total += share;
    }
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += shares[i];
      upTo[i] = (int) Math.round(sum / total * WHOLE);
    }
  }

  /**
   * The number of a member, -1 when there is none to use.
   *
   * @param attempt from 0; above it, what came before was not wanted
   */
  public int pick(PickSource source, int attempt) {
    int count = tables.size();
    if (count == 1) {
      return tables.get(0).pick(source, attempt);
    }
    if (count == 0) {
      return -1;
    }
    int at =
        byHash
            ? (int) Long.remainderUnsigned(KeyHash.mix(source.hash()), WHOLE)
            : source.random(WHOLE);
    int group = 0;
    while (group < count - 1 && at >= upTo[group]) {
      group++;
    }
    return tables.get(group).pick(source, attempt);
  }

  /** Whether so few endpoints are healthy that others are used as well. */
  public boolean isPanic() {
    return panic;
  }

  /** How many groups take turns each for themselves. */
  public int groups() {
    return tables.size();
  }
}
