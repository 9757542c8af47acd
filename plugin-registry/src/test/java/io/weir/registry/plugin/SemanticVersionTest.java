package io.weir.registry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SemanticVersionTest {
  @Test
  void precedenceIsThatOfTheSpecification() {
    List<String> order =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.2.0",
            "1.10.0",
            "99999999999999999999.0.0");
    List<SemanticVersion> versions =
        order.stream()
            .map(SemanticVersion::parse)
            .filter(Objects::nonNull)
            .collect(Collectors.toList());
    Collections.shuffle(versions, new Random(1));

    assertEquals(order, versions.stream().sorted().map(SemanticVersion::toString).toList());
  }

  @Test
  void whatIsNoVersionIsNone() {
    Stream.of("", "1", "1.2", "01.2.3", "1.2.3-", "1.2.3-a..b", "latest", "1.2.3.4", "vv1.2.3")
        .forEach(each -> assertNull(SemanticVersion.parse(each), each));
    assertEquals(SemanticVersion.parse("1.2.3+b"), SemanticVersion.parse("v1.2.3_b"));
  }
}
