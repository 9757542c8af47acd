package io.weir.host.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.RetrySettings;
import io.weir.host.config.RetrySettings.Budget;
import io.weir.host.config.RetrySettings.Trigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static RetryPolicy policy(Trigger... on) {
    return new RetryPolicy(
        new RetrySettings(
            3,
            List.of(418),
            Duration.ofMillis(25),
            Duration.ofMillis(90),
            List.of(on),
            0,
            new Budget(20, 3),
            false));
  }

  @ParameterizedTest
  @CsvSource({"1, 25", "2, 50", "3, 90", "4, 90", "60, 90"})
  void theBackOffDoublesToItsMost(int retry, int millis) {
    double almostOne = Math.nextDown(1.0);
    assertEquals(millis * 1e6, policy().backoffNanos(retry, almostOne), 1);
    assertEquals(millis * 5e5, policy().backoffNanos(retry, 0.5), 1);
    assertEquals(0, policy().backoffNanos(retry, 0));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "15, 3", "20, 4", "100, 20"})
  void theBudgetGrowsWithTheRequests(int requests, int retries) {
    assertEquals(retries, policy().allowedRetries(requests));
  }

  @Test
  void statuses() {
    assertTrue(policy().retriesStatus(418));
    assertFalse(policy().retriesStatus(503));
    assertTrue(policy(Trigger.GATEWAY_ERROR).retriesStatus(503));
    assertFalse(policy(Trigger.GATEWAY_ERROR).retriesStatus(500));
    assertTrue(policy(Trigger.SERVER_ERROR).retriesStatus(599));
    assertTrue(policy(Trigger.RETRIABLE_4XX).retriesStatus(409));
    assertTrue(policy(Trigger.INTERNAL).retriesGrpcStatus(13));
    assertFalse(policy(Trigger.INTERNAL).retriesGrpcStatus(14));
  }
}
