package io.weir.bench.torture.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final SwapPlan plan = SwapPlan.of(EnumSet.allOf(Lang.class), 20, 1);
  private final Ledger ledger = new Ledger(plan);

  @Test
  void oldAndNewAreRightWhileTheChangeIsUnderWay() {
    ledger.issue(1);
    assertEquals(Judgement.RIGHT, judge(0, 0, 0));
    assertEquals(Judgement.RIGHT, judge(1, 0, 0));
  }

  @Test
  void oldIsStaleForARequestThatStartedAfterTheAnswer() {
    ledger.issue(1);
    ledger.commit(1);
    assertEquals(Judgement.STALE, judge(0, ledger.committed(), 0));
    assertEquals(Judgement.RIGHT, judge(0, 0, 0));
  }

  @Test
  void newIsEarlyBeforeItIsAskedFor() {
    assertEquals(Judgement.EARLY, judge(1, 0, 0));
  }

  @Test
  void aConnectionDoesNotGoBack() {
    ledger.issue(1);
    Sighting newer = ledger.judge(plan.steps().get(1).stamps(), 0, 0, System.nanoTime());
    assertEquals(1, newer.connectionFloor());
    assertEquals(Judgement.WENT_BACK, judge(0, 0, newer.connectionFloor()));
  }

  @Test
  void stampsOfTwoStatesAreMixed() {
    ledger.issue(1);
    Map<Lang, Stamp> stamps = new HashMap<>(plan.steps().get(0).stamps().stamps());
    stamps.putAll(
        Map.of(
            Lang.GO,
            plan.steps().get(1).stamps().stamps().getOrDefault(Lang.GO, new Stamp("", 0))));
    Sighting mixed = ledger.judge(new StampSet(stamps), 0, 0, System.nanoTime());
    assertEquals(Judgement.MIXED, mixed.judgement());
    assertEquals(Judgement.MIXED, ledger.judge(StampSet.NONE, 0, 0, 0).judgement());
  }

  /** Step 7 is the state of step 5 again. */
  @Test
  void aStateThatReturnsIsRightAgain() {
    ledger.issue(6);
    ledger.commit(6);
    assertEquals(Judgement.STALE, judge(5, 6, 0));
    ledger.issue(7);
    assertEquals(Judgement.RIGHT, judge(5, 6, 6));
    ledger.commit(7);
    assertEquals(Judgement.RIGHT, judge(7, 7, 7));
  }

  @Test
  void skewIsMeasuredFromTheFirstAnswerByTheNewState() {
    ledger.issue(1);
    long before = System.nanoTime();
    judge(1, 0, 0);
    ledger.judge(plan.steps().get(0).stamps(), 0, 0, before);
    assertEquals(0, ledger.skewedAnswers());
    ledger.judge(plan.steps().get(0).stamps(), 0, 0, System.nanoTime() + 1_000_000);
    assertEquals(1, ledger.skewedAnswers());
  }

  private Judgement judge(int step, int floor, int connectionFloor) {
    StampSet stamps = plan.steps().get(step).stamps();
    return ledger.judge(stamps, floor, connectionFloor, System.nanoTime()).judgement();
  }
}
