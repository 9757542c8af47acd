package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, tags and digests that are none: an error of the specification, and nothing on disk. */
class BadNamesIT {
  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final String OVERLONG = "a/".repeat(200) + "a";

  @TempDir static Path folder;
  private static ServerHarness harness;

  @BeforeAll
  static void start() throws IOException {
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN));
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  static Stream<String> repositories() {
    return Stream.of(
        "..",
        "../../etc",
        "a/../b",
        "a/..",
        "%2e%2e",
        "%2E%2E%2F%2e%2e",
        "a%2F..%2Fb",
        "a%2f%2e%2e%2fb",
        "..%2f..%2fetc%2fpasswd",
        "a%00b",
        "%00",
        "a//b",
        "/a",
        "a/",
        ".",
        "a/./b",
        "A",
        "a/B",
        "a__b___c",
        "-a",
        "a-",
        "a..b",
        "_blobs",
        "a/_manifests",
        "a%20b",
        "a%0d%0ab",
        "%C3%A9",
        "%c0%ae%c0%ae",
        "a\\b",
        "a%5cb",
        "a:b",
        "a@b",
        "a%25b",
        "%252e%252e",
        "%ff",
        OVERLONG);
  }

  @ParameterizedTest
  @MethodSource("repositories")
  void aRepository(String name) throws Exception {
    Set<String> before = files();
    for (String path :
        new String[] {
          "/blobs/uploads/", "/blobs/sha256:" + HEX, "/manifests/v1", "/tags/list", "/referrers/x"
        }) {
      for (String method : new String[] {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
        refused(method + " /v2/" + name + path);
      }
    }
    refused("POST /v2/good/blobs/uploads/?mount=sha256:" + HEX + "x&from=" + name);
    assertEquals(before, files());
    assertEquals(200, harness.own("GET", "/v2/", new byte[0]).statusCode());
  }

  static Stream<String> digests() {
    return Stream.of(
        "sha256:",
        "sha256:..",
        "sha256:../../../etc/passwd",
        "sha256:%2e%2e%2f%2e%2e",
        "sha256:" + HEX.substring(1),
        "sha256:" + HEX + "0",
        "sha256:" + HEX.toUpperCase(java.util.Locale.ROOT),
        "sha256:" + HEX.substring(2) + "%00a",
        "sha256:" + HEX.substring(1) + "g",
        "SHA256:" + HEX,
        "sha512:" + HEX,
        "md5:" + HEX.substring(32),
        "sha256%3A" + HEX.substring(1),
        "sha256::" + HEX,
        "sha256:" + HEX + ":" + HEX,
        ":" + HEX,
        "sha256:" + "0".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("digests")
  void aDigest(String digest) throws Exception {
    Set<String> before = files();
    refused("GET /v2/a/b/blobs/" + digest);
    refused("DELETE /v2/a/b/blobs/" + digest);
    refused("GET /v2/a/b/manifests/" + digest);
    refused("PUT /v2/a/b/manifests/" + digest);
    refused("GET /v2/a/b/referrers/" + digest);
    refused("POST /v2/a/b/blobs/uploads/?digest=" + digest);
    refused("POST /v2/a/b/blobs/uploads/?mount=" + digest + "&from=a/c");
    assertEquals(before, files());
  }

  static Stream<String> tags() {
    return Stream.of(
        "..",
        "%2e%2e",
        "-a",
        ".a",
        "a%2Fb",
        "a%00b",
        "a%20b",
        "%C3%A9",
        "a".repeat(129),
        "a+b",
        "");
  }

  @ParameterizedTest
  @MethodSource("tags")
  void aTag(String tag) throws Exception {
    Set<String> before = files();
    for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE"}) {
      refused(method + " /v2/a/b/manifests/" + tag);
    }
    assertEquals(before, files());
  }

  @Test
  void anUploadThatIsNone() throws Exception {
    for (String id :
        new String[] {"..", "%2e%2e", "x", "a%00b", "..%2f..%2fdata", "%2e%2e%2ftoken"}) {
      for (String method : new String[] {"GET", "PATCH", "PUT", "DELETE"}) {
        refused(method + " /v2/a/b/blobs/uploads/" + id + "?digest=sha256:" + HEX);
      }
    }
  }

  @Test
  void methodsThatDoNotExist() throws Exception {
    Digest digest = harness.blob("a/b", "content".getBytes(StandardCharsets.UTF_8));
    for (String method : new String[] {"TRACE", "CONNECT", "OPTIONS", "FOO", "PROPFIND", "get"}) {
      for (String path :
          new String[] {
            "/v2/",
            "/v2/_catalog",
            "/v2/a/b/blobs/" + digest,
            "/v2/a/b/manifests/v1",
            "/v2/a/b/tags/list",
            "/v2/a/b/referrers/" + digest,
            "/v2/a/b/blobs/uploads/"
          }) {
        refused(method + " " + path);
      }
    }
    assertEquals(200, harness.get("/v2/a/b/blobs/" + digest).statusCode());
  }

  private void refused(String line) throws Exception {
    try (RawHttp http = new RawHttp(harness.server.address())) {
      http.send(RawHttp.request(line, "Content-Length: 0\r\nConnection: close\r\n", ""));
      if (line.startsWith("HEAD")) {
        http.endOutput();
      }
      RawHttp.Answer answer = line.startsWith("HEAD") ? head(http) : http.answer();
      assertTrue(answer.status() >= 400 && answer.status() < 500, () -> line + ": " + answer);
      if (!line.startsWith("HEAD")) {
        SpecError.of(answer);
      }
    }
  }

  private static RawHttp.Answer head(RawHttp http) throws IOException {
    RawHttp.Answer answer = http.answer(); // its length is that of the body that is left out
    return new RawHttp.Answer(answer.status(), answer.head(), "");
  }

  /** Everything under the folder that the server was given, and beside it. */
  private Set<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.map(each -> folder.relativize(each).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
