package io.weir.bench.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.bench.torture.client.Load;
import io.weir.bench.torture.fake.FakeGateway;
import io.weir.bench.torture.gateway.PluginModules;
import io.weir.bench.torture.stamp.Lang;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The torture against a stand-in gateway: all right when that is right, and no fault of it missed.
 */
class SabotageIT {

  private static final Load TINY = new Load(6, 4, 2, 4, 4, 256 << 10, 128 << 10, 128 << 10, 8);

  @TempDir Path scratch;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void passesWhenNothingIsBroken() throws InterruptedException {
    Checks checks = run("none", false);
    assertTrue(checks.allPassed(), printed.toString(UTF_8));
    assertTrue(printed.toString(UTF_8).endsWith(" passed, 0 failed\n"), printed.toString(UTF_8));
  }

  @Test
  void passesWithoutGateway() throws InterruptedException {
    assertTrue(run("none", true).allPassed(), printed.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "mixed,             every request answered by exactly one version of each plugin",
    "gateway:split,     every request answered by exactly one version of each plugin",
    "early,             no request on the old table once the admin call has answered",
    "gateway:stale,     no request on the old table once the admin call has answered",
    "drop,              'no byte lost, duplicated, reordered or stamped by another version'",
    "duplicate,         'no byte lost, duplicated, reordered or stamped by another version'",
    "gateway:midstream, 'no byte lost, duplicated, reordered or stamped by another version'",
    "gateway:cut,       'no stream cut, no connection closed'",
    "gateway:refuse,    no answer but 2xx",
    "gateway:leak,      no generation left but the live ones",
  })
  void failsWhenBroken(String mode, String check) throws InterruptedException {
    Checks checks = run(mode, false);
    assertTrue(checks.failures().contains(check), printed.toString(UTF_8));
  }

  @Test
  void namesTheModulesThatAreMissing() throws InterruptedException {
    PluginModules nowhere = new PluginModules(Path.of("nowhere"), "");
    Checks checks = new SwapTorture(options("none", false, nowhere), stream()).run();
    assertEquals(6, checks.failures().size());
    assertTrue(printed.toString(UTF_8).contains("plugins-js/out/stamp-v2.wasm: not there"));
  }

  private Checks run(String mode, boolean direct) throws InterruptedException {
    PluginModules modules = new PluginModules(Path.of("."), "file:///stamp-{lang}-v{version}.wasm");
    return new SwapTorture(options(mode, direct, modules), stream()).run();
  }

  private PrintStream stream() {
    return new PrintStream(printed, true, UTF_8);
  }

  private TortureOptions options(String mode, boolean direct, PluginModules modules) {
    GatewayOptions gateway =
        new GatewayOptions(
            FakeGateway.class.getName(), 4, List.of(), List.of(), scratch, Duration.ofSeconds(2));
    return new TortureOptions(
        TINY,
        modules,
        gateway,
        EnumSet.allOf(Lang.class),
        12,
        60,
        7,
        direct,
        Sabotage.parse(mode),
        Duration.ofMinutes(2));
  }
}
