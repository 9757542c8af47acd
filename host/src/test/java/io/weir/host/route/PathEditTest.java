package io.weir.host.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.config.RouteFilter.PathModifier;
import io.weir.host.config.RouteFilter.PathModifier.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathEditTest {
  /** The table of Gateway API's {@code HTTPPathModifier}, and queries. */
  @ParameterizedTest
  @CsvSource({
    "/foo/bar,   /foo,  /xyz,  /xyz/bar",
    "/foo/bar,   /foo,  /xyz/, /xyz/bar",
    "/foo/bar,   /foo/, /xyz,  /xyz/bar",
    "/foo/bar,   /foo/, /xyz/, /xyz/bar",
    "/foo,       /foo,  /xyz,  /xyz",
    "/foo/,      /foo,  /xyz,  /xyz/",
    "/foo/bar,   /foo,  '',    /bar",
    "/foo/,      /foo,  '',    /",
    "/foo,       /foo,  '',    /",
    "/foo/,      /foo,  /,     /",
    "/foo,       /foo,  /,     /",
    "/foo?a=/b,  /foo,  /xyz,  /xyz?a=/b",
    "/foo/b?a,   /foo,  /xyz,  /xyz/b?a",
    "/a/b?c,     /,     /x,    /x/a/b?c",
    "/fool,      /foo,  /xyz,  /fool",
    "/other,     /foo,  /xyz,  /other"
  })
  void aPrefixIsReplaced(String path, String prefix, String by, String expected) {
    PathEdit edit = new PathEdit(new PathModifier(Type.ReplacePrefixMatch, by), prefix);
    assertEquals(expected, edit.apply(path));
  }

  @ParameterizedTest
  @CsvSource({"/foo/bar, /x", "/?a=b, /x?a=b"})
  void aWholePathIsReplacedButForItsQuery(String path, String expected) {
    assertEquals(
        expected, new PathEdit(new PathModifier(Type.ReplaceFullPath, "/x"), "/").apply(path));
  }
}
