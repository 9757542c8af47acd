package io.weir.tools.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TagOrderTest {
  @Test
  void numbersCountByTheirValue() {
    assertEquals(Optional.of("1.10.0"), TagOrder.newest(List.of("1.10.0", "1.9.0", "latest")));
    assertEquals(Optional.of("v2"), TagOrder.newest(List.of("1.10.0", "v2")));
  }

  @Test
  void aReleaseIsAboveItsPreReleases() {
    assertEquals(Optional.of("1.0.0"), TagOrder.newest(List.of("1.0.0", "1.0.0-rc.1")));
    assertEquals(Optional.of("1.0.1-a"), TagOrder.newest(List.of("1.0.0", "1.0.1-a")));
  }

  @Test
  void withoutVersionsItIsLatestOrTheLast() {
    assertEquals(Optional.of("latest"), TagOrder.newest(List.of("dev", "latest", "main")));
    assertEquals(Optional.of("main"), TagOrder.newest(List.of("dev", "main")));
    assertEquals(Optional.empty(), TagOrder.newest(List.of()));
  }

  @Test
  void signaturesAreNoPlugins() {
    String signature = "sha256-" + "0a".repeat(32) + ".sig";

    assertEquals(List.of("1.0.0"), TagOrder.plugins(List.of("1.0.0", signature)));
  }
}
