package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOptionsTest {
  @TempDir Path data;
  private final Map<String, String> flags = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void hasDefaults() {
    RunOptions options = resolve();
    assertNull(options.config());
    assertNull(options.adminTls());
    assertEquals(new HostPort("127.0.0.1", 8081), options.admin());
    assertEquals(Runtime.getRuntime().availableProcessors(), options.dataPlane().workers());
    assertEquals("INFO", options.logLevel());
    RunOptions bare = RunOptions.resolve(Map.of(), name -> null);
    assertEquals(Path.of(System.getProperty("user.home"), ".weir"), bare.data());
  }

  @Test
  void aFlagBeatsTheEnvironmentBeatsTheFile() throws Exception {
    Files.writeString(data.resolve("weir.yaml"), "workers: 2\nadmin: 127.0.0.1:1\nlog-level: warn");
    environment.put("WEIR_WORKERS", "3");
    environment.put("WEIR_ADMIN", "127.0.0.1:2");
    flags.put("workers", "4");
    RunOptions options = resolve();
    assertEquals(4, options.dataPlane().workers());
    assertEquals(2, options.admin().port());
    assertEquals("WARN", options.logLevel());
  }

  @Test
  void takesTheDataDirectoryFromTheEnvironment() {
    environment.put("WEIR_DATA", data.toString());
    assertEquals(data, RunOptions.resolve(Map.of(), environment::get).data());
  }

  @Test
  void namesTheSourceOfABadValue() throws Exception {
    environment.put("WEIR_WORKERS", "0");
    Problem problem = problem();
    assertEquals("WEIR_WORKERS", problem.path());
    assertEquals("\"0\" (expected: 1 to 1024)", problem.message());
    flags.put("workers", "many");
    assertEquals("--workers", problem().path());
    flags.clear();
    environment.clear();
    Files.writeString(data.resolve("weir.yaml"), "log-level: loud");
    assertEquals(data.resolve("weir.yaml") + ": log-level", problem().path());
  }

  @Test
  void refusesAnUnknownSetting() throws Exception {
    Files.writeString(data.resolve("weir.yaml"), "log-level: info\nworker: 2\n");
    Problem problem = problem();
    assertEquals("worker", problem.path());
    assertEquals(2, problem.line());
    assertEquals("did you mean workers?", problem.remedy());
  }

  @Test
  void refusesPlainHttpBeyondLoopback() {
    for (String address :
        new String[] {"0.0.0.0:8081", "[::]:8081", "10.0.0.1:8081", "weir:8081"}) {
      flags.put("admin", address);
      Problem problem = problem();
      assertEquals("--admin", problem.path());
      assertTrue(problem.message().contains("loopback"), problem.message());
      assertTrue(problem.remedy().contains("--admin-tls-cert FILE"), problem.remedy());
    }
    flags.put("admin", "8081");
    assertEquals("\"8081\" (expected: HOST:PORT)", problem().message());
  }

  @Test
  void takesTlsOnlyWhole() throws Exception {
    Path pem = Files.writeString(data.resolve("a.pem"), "");
    flags.put("admin", "0.0.0.0:8081");
    flags.put("admin-tls-cert", pem.toString());
    assertEquals("give --admin-tls-key FILE as well", problem().remedy());
    flags.put("admin-tls-key", data.resolve("none.pem").toString());
    assertEquals("--admin-tls-key", problem().path());
    flags.put("admin-tls-key", pem.toString());
    assertNotNull(resolve().adminTls());
  }

  private RunOptions resolve() {
    flags.put("data", data.toString());
    return RunOptions.resolve(flags, environment::get);
  }

  private Problem problem() {
    return assertThrows(ConfigException.class, this::resolve).problems().getFirst();
  }
}
