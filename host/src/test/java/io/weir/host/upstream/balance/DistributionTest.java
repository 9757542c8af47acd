package io.weir.host.upstream.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.LoadBalancer.Policy;
import io.weir.host.upstream.Member;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether each policy gives each member its share. */
class DistributionTest {
  private static final int PICKS = 100_000;

  private final Picks picks = new Picks();

  private Balance balance(Policy policy, List<Member> members) {
    return BalanceBuilder.build(members, Picks.policy(policy), 50);
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void sharesGoByWeight(Policy policy) {
    List<Member> members =
        List.of(Picks.member(1, 1), Picks.member(2, 2), Picks.member(3, 3), Picks.member(4, 4));
    int[] counts = picks.count(balance(policy, members), 4, PICKS);
    // A ring of 1280 places is uneven by nature: a member of n places is off by about 1/sqrt(n).
    double tolerance =
        switch (policy) {
          case RoundRobin -> 0.001;
          case Random, Maglev, LeastRequest -> 0.03;
          case RingHash -> 0.25;
        };
    for (int i = 0; i < 4; i++) {
      double expected = PICKS * (i + 1) / 10.0;
      assertEquals(expected, counts[i], expected * tolerance, policy + " member " + i);
    }
  }

  @Test
  void turnsAreSpreadEvenly() {
    Balance balance =
        balance(
            Policy.RoundRobin, List.of(Picks.member(0, 5), Picks.member(1, 1), Picks.member(2, 1)));
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      turns.add(balance.pick(picks, 0));
    }
    assertEquals(5, turns.stream().filter(t -> t == 0).count(), turns.toString());
    assertTrue(turns.indexOf(1) > 0 && turns.indexOf(2) < 6, "not all at one end: " + turns);
    String text = turns.toString();
    assertTrue(!text.contains("0, 0, 0, 0, 0"), "one after the other: " + text);
  }

  @Test
  void aRoundIsTheSameForEqualWeightsWhateverTheyAre() {
    List<Member> members = List.of(Picks.member(0, 7), Picks.member(1, 7));
    assertArrayEquals(new int[] {50, 50}, picks.count(balance(Policy.RoundRobin, members), 2, 100));
  }

  @Test
  void theLessLoadedOfTwoIsPicked() {
    Balance balance = balance(Policy.LeastRequest, Picks.even(2));
    picks.active[0] = 3;
    assertArrayEquals(new int[] {0, 1_000}, picks.count(balance, 2, 1_000));
  }

  /** Ends of requests at random: what is under way stays close together, unlike with Random. */
  @Test
  void leastRequestKeepsLoadsClose() {
    int[] spread = new int[2];
    Policy[] policies = {Policy.LeastRequest, Policy.Random};
    for (int p = 0; p < 2; p++) {
      Picks own = new Picks();
      Balance balance = balance(policies[p], Picks.even(10));
      List<Integer> underWay = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        int picked = balance.pick(own, 0);
        own.active[picked]++;
        underWay.add(picked);
        if (underWay.size() > 100) {
          own.active[underWay.remove(own.random(underWay.size()))]--;
        }
        int most = 0;
        for (int m = 0; m < 10; m++) {
          most = Math.max(most, own.active[m]);
        }
        spread[p] = Math.max(spread[p], most);
      }
    }
    assertTrue(spread[0] <= 16, "of 100 among 10, the most was " + spread[0]);
    assertTrue(spread[1] > 16, "at random it is more: " + spread[1]);
  }

  @Test
  void loadsGoByWeight() {
    Balance balance = balance(Policy.LeastRequest, List.of(Picks.member(0, 1), Picks.member(1, 3)));
    for (int i = 0; i < 400; i++) {
      picks.active[balance.pick(picks, 0)]++;
    }
    assertEquals(300, picks.active[1], 10);
  }

  @Test
  void aSlowStartTakesItsShare() {
    Member whole = Picks.member(0, 1);
    Member slow = new Member(Picks.member(1, 1).endpoint(), "", 1, "", 0, true, false, 10);
    int[] counts = picks.count(balance(Policy.RoundRobin, List.of(whole, slow)), 2, 1_100);
    assertArrayEquals(new int[] {1_000, 100}, counts);
  }

  @Test
  void largeWeightsAreRounded() {
    int[] counts =
        picks.count(
            balance(Policy.RoundRobin, List.of(Picks.member(0, 1000), Picks.member(1, 999))),
            2,
            PICKS);
    assertEquals(PICKS / 2.0, counts[0], PICKS * 0.01);
  }
}
