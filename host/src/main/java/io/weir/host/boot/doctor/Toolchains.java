package io.weir.host.boot.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What plugins are built with. A gateway needs none of it. */
final class Toolchains {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)?");
  private static final int WAIT_SECONDS = 20;

  /**
   * A tool.
   *
   * @param least its least version, as major times 1000 plus minor
   */
  private record Tool(
      String what, int least, String expected, String remedy, List<String> command) {}

  private static final List<Tool> TOOLS =
      List.of(
          new Tool(
              "Rust plugins",
              1_080,
              "cargo 1.80 or newer",
              "install Rust: https://rustup.rs, then: rustup target add wasm32-wasip1",
              List.of("cargo", "--version")),
          new Tool(
              "Go plugins",
              1_024,
              "go 1.24 or newer",
              "install Go: https://go.dev/dl",
              List.of("go", "version")),
          new Tool(
              "JavaScript plugins",
              20_000,
              "node 20 or newer",
              "install Node.js: https://nodejs.org",
              List.of("node", "--version")),
          new Tool(
              "npm",
              9_000,
              "npm 9 or newer",
              "it comes with Node.js: https://nodejs.org",
              List.of("npm", "--version")),
          new Tool(
              "C plugins",
              0,
              "zig",
              "install Zig, or pip install ziglang: https://ziglang.org/download",
              List.of("zig", "version")),
          new Tool(
              "fetching libwasmtime",
              3_008,
              "python3 3.8 or newer",
              "install Python 3: https://www.python.org",
              List.of("python3", "--version")));

  private Toolchains() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    TOOLS.forEach(tool -> findings.add(finding(tool)));
    return findings;
  }

  private static Finding finding(Tool tool) {
    String said = firstLine(tool.command());
    if (said.isEmpty()) {
      return Finding.warn(
          tool.what(), "no " + tool.command().getFirst() + " that runs", tool.remedy());
    }
    return version(said) >= tool.least()
        ? Finding.ok(tool.what(), said)
        : Finding.warn(tool.what(), said + " (expected: " + tool.expected() + ")", tool.remedy());
  }

  /** Major times 1000 plus minor of the first version in {@code text}; -1 without one. */
  static int version(String text) {
    Matcher version = VERSION.matcher(text);
    return version.find()
        ? Integer.parseInt(version.group(1)) * 1_000 + Integer.parseInt(version.group(2))
        : -1;
  }

  private static String firstLine(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] said = process.getInputStream().readNBytes(4_096);
      if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      String text = new String(said, StandardCharsets.UTF_8).strip();
      return process.exitValue() == 0 ? text.lines().findFirst().orElse("") : "";
    } catch (IOException e) {
      return ""; // it is not there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
