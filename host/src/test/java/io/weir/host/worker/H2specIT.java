package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Request;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conformance cases of h2spec, all of them, before an upstream that answers with a body. */
@SuppressWarnings("NullAway.Init")
class H2specIT {
  @TempDir Path folder;

  @Test
  void allCasesPass() throws Exception {
    Path h2spec = find();
    try (RawOrigin origin = new RawOrigin(H2specIT::serve);
        TestGateway gateway = TestGateway.to(folder, origin)) {
      allPass(h2spec, gateway);
    }
  }

  @Test
  void overTlsToo() throws Exception {
    Path h2spec = find();
    try (RawOrigin origin = new RawOrigin(H2specIT::serve);
        TestGateway gateway = new TestGateway(folder, 1)) {
      String certificate =
          new TestAuthority("authority")
              .issue(new Request("localhost").dns("localhost"))
              .in(folder, "a");
      String tls = "protocol: HTTPS, tls: { certificates: [ " + certificate + " ] } } ]";
      gateway.apply(
          TestGateway.oneRoute(origin, "", "")
              .replace("\"127.0.0.1:0\" } ]", "\"127.0.0.1:0\", " + tls));
      allPass(h2spec, gateway, "-t", "-k");
    }
  }

  private static void allPass(Path h2spec, TestGateway gateway, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(h2spec.toString(), "-h", "127.0.0.1"));
    command.addAll(List.of("-p", "" + gateway.port(), "-o", "3"));
    command.addAll(List.of(more));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, run.waitFor(), text);
    assertTrue(text.contains("145 passed, 0 skipped, 0 failed"), text);
  }

  /**
   * Answers when the whole request is there: what a client sends behind an answer is judged less.
   */
  private static void serve(RawOrigin.Peer peer) throws Exception {
    String head;
    while (!(head = peer.head()).isEmpty()) {
      if (head.contains("transfer-encoding: chunked")) {
        peer.to("0\r\n");
        while (peer.to("\r\n").length() > 2) {
          // a trailer
        }
      }
      peer.read(length(head));
      peer.send("HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n0123456789abcdef");
    }
  }

  private static int length(String head) {
    return Integer.parseInt(head.replaceFirst("(?s).*\r\ncontent-length: (\\d+)\r\n.*|.*", "0$1"));
  }

  private static Path find() {
    List<Path> places =
        Stream.concat(
                Stream.of(Path.of("../target/tools")),
                Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                    .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                    .map(Path::of))
            .map(place -> place.resolve("h2spec").toAbsolutePath().normalize())
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(
        !places.isEmpty(),
        "h2spec is missing: go install"
            + " github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible");
    return places.getFirst();
  }
}
