package io.weir.registry.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryGlobTest {
  @ParameterizedTest
  @CsvSource({
    "plugins/*, plugins/a, true",
    "plugins/*, plugins/a/b, false",
    "plugins/*, plugins, false",
    "plugins/**, plugins/a/b, true",
    "plugins/**, plugins, false",
    "**, a/b/c, true",
    "*, a, true",
    "*, a/b, false",
    "team-*/x, team-red/x, true",
    "team-*/x, team-red/y, false",
    "**/demo, a/b/demo, true",
    "a.b, axb, false"
  })
  void matches(String glob, String repository, boolean expected) {
    assertEquals(expected, RepositoryGlob.of(glob).matches(repository));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Plugins/*", "a***b", "a:b", "a b"})
  void refusesWhatNoRepositoryIsCalled(String glob) {
    assertThrows(IllegalArgumentException.class, () -> RepositoryGlob.of(glob));
  }
}
