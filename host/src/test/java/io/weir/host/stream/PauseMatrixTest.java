package io.weir.host.stream;

import io.weir.host.stream.PauseCase.Break;
import io.weir.host.stream.PauseCase.Layout;
import io.weir.host.stream.PauseCase.Setting;
import io.weir.host.stream.PauseCase.Where;
import io.weir.host.stream.PauseModel.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of pause and resume against a model of it: every combination for one filter, a large
 * sample for two and three.
 */
class PauseMatrixTest {
  private static final int SAMPLES = 2500;
  private static final int[] HEADERS = {0, 1, 2, 3, 4, 9};
  private static final int[] BODY = {0, 1, 2, 3, 9};
  private static final int[] TRAILERS = {0, 1, 7};

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void everyCombinationOfOneFilter(boolean request, boolean literalStop) {
    int number = 0;
    for (int headers : HEADERS) {
      for (int first : BODY) {
        for (int second : BODY) {
          for (int trailers : TRAILERS) {
            Plan plan = new Plan("a", literalStop, headers, List.of(first, second), trailers);
            for (Layout layout : Layout.values()) {
              if (doublet(plan, layout)) {
                continue;
              }
              for (int after = -1; after < 4; after++) {
                Where where = Where.values()[number++ % Where.values().length];
                PauseCase.run(
                    new Setting(request, List.of(plan), layout, after, 0, where, Break.NONE));
              }
            }
          }
        }
      }
    }
  }

  /** What is not sent makes no difference. */
  private static boolean doublet(Plan plan, Layout layout) {
    boolean noBody = layout == Layout.HEADERS || layout == Layout.TRAILERS;
    boolean noTrailers = layout == Layout.HEADERS || layout == Layout.BODY;
    return (noBody && (plan.body().getFirst() != 0 || plan.body().getLast() != 0))
        || (noTrailers && plan.trailers() != 0);
  }

  @ParameterizedTest
  @CsvSource({"true, 2", "true, 3", "false, 2", "false, 3"})
  void severalFilters(boolean request, int filters) {
    for (int seed = 0; seed < SAMPLES; seed++) {
      PauseCase.run(sample(request, filters, new Random(seed), Break.NONE));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void repliesClosesAndLostClientsAtAnyPoint(boolean request) {
    for (int seed = 0; seed < SAMPLES; seed++) {
      Random random = new Random(seed);
      Break broken = Break.values()[1 + seed % 3];
      PauseCase.run(sample(request, 1 + random.nextInt(3), random, broken));
    }
  }

  private static Setting sample(boolean request, int filters, Random random, Break broken) {
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < filters; i++) {
      plans.add(
          new Plan(
              "abc".substring(i, i + 1),
              random.nextBoolean(),
              any(HEADERS, random),
              List.of(any(BODY, random), any(BODY, random), any(BODY, random)),
              any(TRAILERS, random)));
    }
    return new Setting(
        request,
        plans,
        Layout.values()[random.nextInt(Layout.values().length)],
        random.nextInt(4),
        random.nextInt(filters),
        Where.values()[random.nextInt(Where.values().length)],
        broken);
  }

  private static int any(int[] of, Random random) {
    return of[random.nextInt(of.length)];
  }
}
