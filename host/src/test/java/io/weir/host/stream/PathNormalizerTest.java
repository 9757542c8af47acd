package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.weir.host.config.PathSettings;
import io.weir.host.config.PathSettings.EscapedSlashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathNormalizerTest {
  private static String with(PathSettings settings, String target) {
    return String.valueOf(PathNormalizer.normalize(target, settings));
  }

  private static PathSettings slashes(EscapedSlashes escaped) {
    return new PathSettings(true, false, escaped);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "*",
        "/a/b.c",
        "/a/b.",
        "/a?x=/../%2e%2E//",
        "/a//b",
        "/.well-known/x",
        "/...",
        "/a/..b",
        "/a/%2Fb",
        "/%252e%252e/a",
        "/%C3%BC",
        "/a%20b"
      })
  void whatIsNormalIsTheSameObject(String target) {
    assertSame(target, PathNormalizer.normalize(target, PathSettings.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/a/b/../../c, /c",
    "/.., /",
    "/../../a, /a",
    "/a/.., /",
    "/a/b/.., /a/",
    "/a/., /a/",
    "/./, /",
    "/a/..//b, //b",
    "/a//../b, /a/b",
    "/%2e%2E/a, /a",
    "/a/%2e/b, /a/b",
    "/a/.%2e/b, /b",
    "/%61%7E%2d, /a~-",
    "/a\\b, /a/b",
    "/a\\..\\b, /b",
    "/a/../b?c=/../d, /b?c=/../d",
    "/a/..?x, /?x",
    "/%2e%2e%2fa, /..%2fa"
  })
  void dotSegmentsEscapesAndBackslashes(String target, String expected) {
    assertEquals(expected, with(PathSettings.DEFAULT, target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%", "/%2", "/%zz", "/a%2?b", "/%00", "/a/%-1", "/%2\u0660"})
  void whatIsNoEscapeIsRefused(String target) {
    assertNull(PathNormalizer.normalize(target, PathSettings.DEFAULT));
  }

  @Test
  void escapedSlashes() {
    assertEquals("/a%2fb", with(slashes(EscapedSlashes.Keep), "/a%2fb"));
    assertEquals("/a%5Cb", with(slashes(EscapedSlashes.Keep), "/a%5Cb"));
    assertNull(PathNormalizer.normalize("/a%2fb", slashes(EscapedSlashes.Reject)));
    assertNull(PathNormalizer.normalize("/a%5Cb", slashes(EscapedSlashes.Reject)));
    assertEquals("/a/b", with(slashes(EscapedSlashes.Unescape), "/a%2Fb"));
    assertEquals("/a/b", with(slashes(EscapedSlashes.Unescape), "/a%5cb"));
    assertEquals("/b", with(slashes(EscapedSlashes.Unescape), "/a%2f%2e%2e%5Cb"));
    assertEquals("/a?b%2Fc", with(slashes(EscapedSlashes.Reject), "/a?b%2Fc"));
    assertEquals("/%252F", with(slashes(EscapedSlashes.Unescape), "/%252F"));
  }

  @Test
  void slashesInARowAreMergedLast() {
    PathSettings merge = new PathSettings(true, true, EscapedSlashes.Unescape);
    assertEquals("/a/b/", with(merge, "//a///b//"));
    assertEquals("/a/b", with(merge, "/a//../b"));
    assertEquals("/a/b", with(merge, "/a%2f%2Fb"));
    assertEquals("/a?x=//", with(merge, "/a?x=//"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/../b", "/%2e", "/%zz", "/a\\b", "/%00"})
  void withoutNormalizationNothingIsTouched(String target) {
    PathSettings off = new PathSettings(false, false, EscapedSlashes.Keep);
    assertSame(target, PathNormalizer.normalize(target, off));
  }

  @Test
  void withoutNormalizationTheOtherSettingsStillCount() {
    assertEquals(
        "/a/../b", with(new PathSettings(false, true, EscapedSlashes.Unescape), "/a/%2F../b"));
    assertNull(
        PathNormalizer.normalize("/%2F", new PathSettings(false, false, EscapedSlashes.Reject)));
  }
}
