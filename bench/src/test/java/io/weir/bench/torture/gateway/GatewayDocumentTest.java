package io.weir.bench.torture.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.SwapPlan;
import io.weir.bench.torture.stamp.SwapStep;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.PluginRef;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The document, as the gateway itself reads it. */
class GatewayDocumentTest {

  private static final Set<Lang> ALL = EnumSet.allOf(Lang.class);

  private final SwapStep step = SwapPlan.of(ALL, 0, 1).steps().getFirst();
  private final GatewayDocument document =
      new GatewayDocument(new PluginModules(Path.of("/modules"), ""), ALL);
  private final GatewayConfig config =
      ConfigReader.read(
          document
              .whole(
                  step,
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 9000))
              .toString(),
          ConfigReader.Format.JSON);

  @Test
  void theRouteHoldsAPluginOfEveryLanguage() {
    assertEquals(
        "[stamp-rs, stamp-go, stamp-js]",
        config.routes().getFirst().plugins().stream().map(PluginRef::name).toList().toString());
  }

  /** The stamps are predicted from these bytes. */
  @Test
  void theConfigurationOfEachPluginKeepsItsBytes() {
    for (GatewayConfig.Plugin plugin : config.plugins()) {
      String id = plugin.name().substring("stamp-".length());
      Lang lang = Lang.valueOf(id.toUpperCase(Locale.ROOT));
      assertEquals(step.configuration(lang), plugin.pluginConfig().toString());
      assertEquals("file:///modules/plugins-%s/out/stamp-v1.wasm".formatted(id), plugin.url());
    }
  }
}
