package io.weir.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordCheckTest {
  private final PasswordCheck check = new PasswordCheck();

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void knowsTheKindsThatHtpasswdAndOthersWrite() {
    for (BCrypt.Version version :
        List.of(BCrypt.Version.VERSION_2A, BCrypt.Version.VERSION_2B, BCrypt.Version.VERSION_2Y)) {
      String hash = BCrypt.with(version).hashToString(4, "p\u00e4ss".toCharArray());
      assertTrue(check.matches(hash, "p\u00e4ss"), version.toString());
      assertFalse(check.matches(hash, "pass"), version.toString());
    }
  }

  @Test
  void comparesOnceForTheManyRequestsOfAPush() throws Exception {
    String hash = BCrypt.withDefaults().hashToString(6, "secret".toCharArray());
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(() -> check.matches(hash, "secret"));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : threads.invokeAll(calls)) {
        assertTrue(each.get());
      }
    }
    assertEquals(1, check.comparisons());
    assertFalse(check.matches(hash, "Secret"));
    assertFalse(check.matches(hash, "Secret"));
    assertEquals(3, check.comparisons(), "what is wrong is not remembered");
  }
}
