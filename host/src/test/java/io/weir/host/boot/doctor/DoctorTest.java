package io.weir.host.boot.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.boot.doctor.Finding.Level;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path folder;

  private static Finding of(List<Finding> findings, String what) {
    return findings.stream().filter(f -> f.what().equals(what)).findFirst().orElseThrow();
  }

  @Test
  void anEngineRunsOrSaysWhyNot() {
    List<Finding> findings = EngineTrials.findings();
    assertEquals(Level.OK, of(findings, "engine endive").level());
    Finding wasmtime = of(findings, "engine wasmtime");
    if (wasmtime.level() != Level.OK) {
      assertTrue(wasmtime.found().contains("libwasmtime"), wasmtime.found());
      assertTrue(wasmtime.remedy().contains("fetch-wasmtime"), wasmtime.remedy());
    }
  }

  @Test
  void theJvmIsMeasuredByWhatGuestsNeed() {
    assertEquals(Level.FAIL, Machine.java(21).level());
    assertEquals(Level.OK, Machine.java(25).level());
    assertEquals(Level.WARN, Machine.stacks(1024).level());
    assertEquals(Level.OK, Machine.stacks(8192).level());
    assertEquals(Level.WARN, Machine.hugeMethods(true).level());
  }

  @Test
  void aTokenThatOthersMayReadIsAFailure() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "secret");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    Finding finding = of(Folders.findings(folder), "token");
    assertEquals(Level.FAIL, finding.level());
    assertTrue(finding.remedy().contains("chmod 600"), finding.remedy());
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    assertEquals(Level.OK, of(Folders.findings(folder), "token").level());
  }

  @Test
  void aCodeCacheThatIsOpenToOthersIsTold() throws Exception {
    Path code = Files.createDirectories(folder.resolve("cache/code/wasmtime-1"));
    Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(Level.WARN, of(Folders.findings(folder), "code cache").level());
    Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rwx------"));
    assertEquals(Level.OK, of(Folders.findings(folder), "code cache").level());
  }

  @Test
  void aFolderThatIsNotThereYetIsFine() {
    assertEquals(Level.OK, of(Folders.findings(folder.resolve("a/b")), "data directory").level());
  }

  @Test
  void aPortThatIsTakenIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Finding finding =
          Ports.finding("admin port", "127.0.0.1", taken.getLocalPort(), "name another");
      assertEquals(Level.WARN, finding.level());
      assertTrue(finding.remedy().contains("name another"), finding.remedy());
    }
  }

  @Test
  void versionsAreRead() {
    assertEquals(1_024, Toolchains.version("go version go1.24.4 linux/amd64"));
    assertEquals(20_019, Toolchains.version("v20.19.2"));
    assertEquals(-1, Toolchains.version("what?"));
  }

  @Test
  void eachFindingIsALineAndItsRemedyAnother() {
    StringWriter out = new StringWriter();
    Doctor.print(
        List.of(Finding.ok("Java", "25"), Finding.fail("token", "open", "chmod 600 token")),
        new PrintWriter(out));
    assertEquals(4, out.toString().lines().count());
    assertTrue(out.toString().contains("-> chmod 600 token"), out.toString());
    assertTrue(out.toString().contains("1 ok, 0 warnings, 1 failures"), out.toString());
  }
}
