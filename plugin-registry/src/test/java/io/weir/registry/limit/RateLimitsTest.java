package io.weir.registry.limit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final String CLIENT = "192.0.2.1";
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L); // wraps soon
  private RateLimits limits;

  @BeforeEach
  void make() throws IOException {
    limits = limits("limits: {perAddress: 3/10s, perUser: 2/10s, failedLogins: 2/m}");
  }

  @Test
  void letsABurstThroughAndThenOneAtATime() {
    for (int i = 0; i < 3; i++) {
      limits.request(CLIENT);
    }
    assertEquals("4", refusal(() -> limits.request(CLIENT)));
    advance(Duration.ofSeconds(3));
    assertEquals("1", refusal(() -> limits.request(CLIENT)));
    advance(Duration.ofMillis(400));
    limits.request(CLIENT);
    refusal(() -> limits.request(CLIENT));
    advance(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      limits.request(CLIENT);
    }
    refusal(() -> limits.request(CLIENT));
  }

  @Test
  void countsClientsAndUsersApart() {
    for (int i = 0; i < 3; i++) {
      limits.request(CLIENT);
    }
    limits.request("192.0.2.2");
    limits.user(CLIENT, "alice");
    limits.user("192.0.2.2", "alice");
    refusal(() -> limits.user("192.0.2.3", "alice"));
    limits.user(CLIENT, "bob");
  }

  @Test
  void countsASiteOfIpv6AsOne() {
    limits.request("2001:db8:1:2::1");
    limits.request("2001:db8:1:2::2");
    limits.request("2001:db8:1:2:ffff::3");
    refusal(() -> limits.request("2001:db8:1:2::4"));
    limits.request("2001:db8:1:3::1");
  }

  @Test
  void stopsGuessing() {
    limits.mayLogIn(CLIENT);
    limits.loginFailed(CLIENT);
    limits.mayLogIn(CLIENT);
    limits.loginFailed(CLIENT);
    assertEquals("30", refusal(() -> limits.mayLogIn(CLIENT)));
    limits.mayLogIn("192.0.2.9");
    advance(Duration.ofSeconds(30));
    limits.mayLogIn(CLIENT);
  }

  @Test
  void leavesLoopbackAloneUnlessTold() throws IOException {
    for (String address : new String[] {"127.0.0.1", "0:0:0:0:0:0:0:1"}) {
      for (int i = 0; i < 100; i++) {
        assertDoesNotThrow(() -> limits.request(address));
      }
    }
    RateLimits strict = limits("limits: {perAddress: 1/h, loopback: true}");
    strict.request("127.0.0.1");
    refusal(() -> strict.request("127.0.0.1"));
  }

  @Test
  void keepsItsStateBounded() {
    Buckets buckets = new Buckets(io.weir.registry.config.Rate.parse("1/h"), clock::get);
    for (int i = 0; i < Buckets.MAX_KEYS * 3; i++) {
      buckets.take("client" + i);
    }
    assertEquals(true, buckets.size() <= Buckets.MAX_KEYS);
  }

  private RateLimits limits(String yaml) throws IOException {
    return new RateLimits(RegistryConfig.parse(yaml).limits(), clock::get);
  }

  private void advance(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** The seconds of {@code Retry-After}. */
  private static String refusal(Runnable call) {
    RegistryResponse response = assertThrows(RegistryFault.class, call::run).response();
    assertEquals(429, response.status());
    return String.valueOf(response.headers().get("Retry-After"));
  }
}
