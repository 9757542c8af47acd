package io.weir.host.upstream;

import io.weir.host.upstream.balance.Balance;
import io.weir.host.upstream.balance.BalanceBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as it is at a time: its members with their health, and how they are picked. Immutable;
 * made by the control side, taken over by each worker.
 *
 * @param balance its numbers are places in {@code members}
 * @param circuit null when nothing is limited
 */
public record ClusterSnapshot(
    Cluster cluster, List<Member> members, Balance balance, @Nullable Circuit circuit) {

  public static ClusterSnapshot of(
      Cluster cluster, List<Member> members, @Nullable Circuit circuit) {
    Balance balance =
        BalanceBuilder.build(
            members,
            cluster.settings().loadBalancer(),
            cluster.settings().healthCheck().panicThreshold());
    return new ClusterSnapshot(cluster, members, balance, circuit);
  }

  /** As it is configured, all healthy: what a worker goes by that has been told nothing else. */
  static ClusterSnapshot of(Cluster cluster) {
    return of(cluster, cluster.members(), null);
  }
}
