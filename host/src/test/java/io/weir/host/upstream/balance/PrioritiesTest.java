package io.weir.host.upstream.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.LoadBalancer.Policy;
import io.weir.host.upstream.Member;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much goes to which priority and locality, and when unhealthy members are used. */
class PrioritiesTest {
  private final Picks picks = new Picks();

  private static int[] loads(int[] all, int[] healthy) {
    return Priorities.of(all, healthy, 140, 50).loads();
  }

  @Test
  void aPriorityTakesAllWhileItCan() {
    assertArrayEquals(new int[] {100, 0}, loads(new int[] {10, 10}, new int[] {10, 10}));
    assertArrayEquals(new int[] {100, 0}, loads(new int[] {10, 10}, new int[] {8, 10}));
  }

  @Test
  void whatItCannotTakeSpillsOver() {
    assertArrayEquals(new int[] {70, 30}, loads(new int[] {10, 10}, new int[] {5, 10}));
    assertArrayEquals(new int[] {0, 100}, loads(new int[] {10, 10}, new int[] {0, 10}));
    assertArrayEquals(new int[] {14, 86}, loads(new int[] {10, 10}, new int[] {1, 10}));
  }

  @Test
  void theLoadsAreAlwaysWhole() {
    for (int a = 0; a <= 7; a++) {
      for (int b = 0; b <= 5; b++) {
        for (int c = 0; c <= 3; c++) {
          int[] loads = loads(new int[] {7, 5, 3}, new int[] {a, b, c});
          assertEquals(100, loads[0] + loads[1] + loads[2], a + " " + b + " " + c);
        }
      }
    }
  }

  @Test
  void fewHealthyOnesAreNotLeftAloneWithAll() {
    List<Member> members =
        List.of(
            Picks.member(0, "", 0, true),
            Picks.member(1, "", 0, false),
            Picks.member(2, "", 0, false));
    Balance panic = BalanceBuilder.build(members, Picks.policy(Policy.RoundRobin), 50);
    assertTrue(panic.isPanic());
    assertArrayEquals(new int[] {100, 100, 100}, picks.count(panic, 3, 300));
    Balance never = BalanceBuilder.build(members, Picks.policy(Policy.RoundRobin), 0);
    assertFalse(never.isPanic());
    assertArrayEquals(new int[] {300, 0, 0}, picks.count(never, 3, 300));
  }

  @Test
  void withoutAnyoneHealthyItDependsOnThePanicThreshold() {
    List<Member> members = List.of(Picks.member(0, "", 0, false));
    Balance none = BalanceBuilder.build(members, Picks.policy(Policy.Random), 0);
    assertEquals(-1, none.pick(picks, 0));
    Balance all = BalanceBuilder.build(members, Picks.policy(Policy.Random), 50);
    assertEquals(0, all.pick(picks, 0));
  }

  @Test
  void aDrainedMemberIsNeverPicked() {
    Member drained = new Member(Picks.member(1, 1).endpoint(), "", 1, "", 0, true, true, 100);
    for (Policy policy : Policy.values()) {
      Balance balance =
          BalanceBuilder.build(List.of(Picks.member(0, 1), drained), Picks.policy(policy), 50);
      assertArrayEquals(new int[] {500, 0}, picks.count(balance, 2, 500), policy.name());
    }
  }

  @Test
  void localitiesHaveTheirWeights() {
    List<Member> members =
        List.of(
            Picks.member(0, "a", 0, true),
            Picks.member(1, "a", 0, true),
            Picks.member(2, "a", 0, true),
            Picks.member(3, "b", 0, true));
    for (Policy policy : Policy.values()) {
      int[] counts =
          picks.count(
              BalanceBuilder.build(members, Picks.localities(policy, Map.of("a", 1, "b", 1)), 50),
              4,
              20_000);
      double tolerance = policy == Policy.RingHash ? 2_000 : 500;
      assertEquals(10_000, counts[3], tolerance, policy.name());
    }
  }

  @Test
  void aLocalityThatIsHalfDownGivesSomeOfItsShare() {
    List<Member> members =
        List.of(
            Picks.member(0, "a", 0, true),
            Picks.member(1, "a", 0, false),
            Picks.member(2, "b", 0, true),
            Picks.member(3, "b", 0, true));
    int[] counts =
        picks.count(
            BalanceBuilder.build(
                members, Picks.localities(Policy.RoundRobin, Map.of("a", 1, "b", 1)), 50),
            4,
            10_000);
    // a can take 1.4 x 1/2 = 0.7 of its share: 0.7 / 1.7
    assertEquals(4_118, counts[0], 200);
    assertEquals(0, counts[1]);
  }
}
