package io.weir.host.upstream.balance;

/** One group of endpoints, ready to be picked from. Immutable; nothing is allocated by a pick. */
sealed interface Table
    permits RoundRobinTable, RandomTable, LeastRequestTable, RingTable, MaglevTable {
  /**
   * The number of a member.
   *
   * @param attempt from 0; above it, what came before was not wanted: another one where there is
   */
  int pick(PickSource source, int attempt);
}
