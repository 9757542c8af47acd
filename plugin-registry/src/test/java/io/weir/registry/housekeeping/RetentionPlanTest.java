package io.weir.registry.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.registry.config.RegistryConfig;
import io.weir.registry.config.RetentionRule;
import io.weir.registry.store.Tag;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPlanTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # rule                                       | tags that go
          keepNewest: 2                                | 1.0.0 1.2.0-rc.1 1.2.0
          keepNewest: 2, order: pushed                 | 1.0.0 1.2.0-rc.1 1.10.0 nightly
          keepNewest: 2, order: pushed, keepTags: []   | 1.0.0 1.2.0-rc.1 1.10.0 nightly 2.0.0
          keepNewest: 1, keepTags: ['1.*', latest]     | -
          keepNewest: 9                                | -
          keepNewest: 1, keepFor: 35d                  | 1.0.0 1.2.0-rc.1 1.2.0 nightly
          keepFor: 35d                                 | 1.0.0 1.2.0-rc.1 1.2.0 nightly
          keepFor: 35d, keepTags: ['*']                | -
          untaggedAfter: 1d                            | -
          """)
  void letsTagsGo(String rule, String going) throws IOException {
    FakeRepository repository =
        new FakeRepository(NOW)
            .tag("1.0.0", "a", Duration.ofDays(100))
            .tag("1.2.0-rc.1", "b", Duration.ofDays(90))
            .tag("1.2.0", "c", Duration.ofDays(40))
            .tag("1.10.0", "d", Duration.ofDays(60))
            .tag("2.0.0", "e", Duration.ofDays(30))
            .tag("nightly", "f", Duration.ofDays(50))
            .tag("latest", "e", Duration.ofDays(1));
    if (rule.contains(
        "35d")) { // the same with an order of age that is another than that of versions
      repository.tag("1.10.0", "d", Duration.ofDays(34));
    }
    if (rule.startsWith("keepNewest: 2, order: pushed")) {
      repository.tag("1.2.0", "c", Duration.ofDays(2));
    }

    assertEquals(words(going), names(plan(rule), repository));
  }

  @Test
  void keepsTagsOfSignaturesAsLongAsTheirSubjectIsThere() throws IOException {
    String hex = FakeRepository.digest("m").hex();
    String gone = FakeRepository.digest("gone").hex();
    FakeRepository repository =
        new FakeRepository(NOW)
            .manifest("m", Duration.ofDays(9), null)
            .tag("1.0.0", "m", Duration.ofDays(9))
            .tag("sha256-" + hex, "s", Duration.ofDays(9))
            .tag("sha256-" + hex + ".sig", "s", Duration.ofDays(9))
            .tag("sha256-" + gone + ".sig", "s", Duration.ofDays(9));

    assertEquals(
        Set.of("sha256-" + gone + ".sig"), names(plan("keepNewest: 1, order: pushed"), repository));
  }

  @Test
  void keepsManifestsThatATagAnIndexOrASubjectKeeps() throws IOException {
    Duration old = Duration.ofDays(30);
    FakeRepository repository =
        new FakeRepository(NOW)
            .manifest("tagged", old, null, "child")
            .manifest("child", old, null, "grandchild")
            .manifest("grandchild", old, null)
            .manifest("signature", old, "grandchild", "of-signature")
            .manifest("of-signature", old, null)
            .manifest("young", Duration.ofDays(2), null, "child-of-young")
            .manifest("child-of-young", old, null)
            .manifest("orphan", old, "not-there")
            .manifest("old", old, null, "child-of-old")
            .manifest("child-of-old", old, null)
            .manifest("signature-of-old", old, "old")
            .tag("v1", "tagged", old);

    Set<String> going =
        plan("untaggedAfter: 7d").manifests(repository).stream()
            .map(each -> String.valueOf(each.annotations().get("name")))
            .collect(Collectors.toSet());
    assertEquals(Set.of("old", "child-of-old", "signature-of-old"), going);
  }

  private static RetentionPlan plan(String rule) throws IOException {
    RetentionRule read =
        RegistryConfig.parse("collection: {retention: [{repositories: ['**'], " + rule + "}]}")
            .collection()
            .retention()
            .getFirst();
    return new RetentionPlan(read, NOW);
  }

  private static Set<String> names(RetentionPlan plan, FakeRepository repository) {
    return plan.tags(repository).stream().map(Tag::name).collect(Collectors.toSet());
  }

  private static Set<String> words(@org.jspecify.annotations.Nullable String text) {
    return text == null ? Set.of() : Stream.of(text.split(" ")).collect(Collectors.toSet());
  }
}
