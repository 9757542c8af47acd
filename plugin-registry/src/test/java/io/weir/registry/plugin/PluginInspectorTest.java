package io.weir.registry.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import io.weir.registry.Tars;
import io.weir.registry.Wasm;
import io.weir.registry.WasmBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every layout, and what strangers may put into it. */
class PluginInspectorTest {
  private final Map<Digest, byte[]> blobs = new HashMap<>();
  private final List<Descriptor> layers = new ArrayList<>();

  private PluginInspectorTest layer(String type, byte[] content) {
    Descriptor layer = Descriptor.of(type, content);
    blobs.put(layer.digest(), content);
    layers.add(layer);
    return this;
  }

  private @Nullable PluginReport inspect(String manifestType) throws IOException {
    Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, new byte[2]);
    return PluginInspector.inspect(
        new Manifest.Image(manifestType, null, config, layers, null, Map.of()),
        blob -> {
          byte[] content = blobs.get(blob.digest());
          return content == null ? null : new ByteArrayInputStream(content);
        });
  }

  private PluginReport report() throws IOException {
    return found(inspect(MediaTypes.OCI_MANIFEST));
  }

  private static PluginReport found(@Nullable PluginReport report) {
    assertNotNull(report);
    return report;
  }

  private String errors() throws IOException {
    PluginReport report = report();
    assertEquals(false, report.verdict().ok());
    return report.verdict().problems().getFirst().toString();
  }

  @Test
  void everyLayoutIsRead() throws IOException {
    byte[] wasm = WasmBytes.plugin();
    assertEquals("cncf", layer(MediaTypes.WASM, wasm).report().facts().layout());
    layers.clear();
    layer(MediaTypes.SOLO_CONFIG, "{}".getBytes(UTF_8)).layer(MediaTypes.SOLO_WASM, wasm);
    assertEquals("solo", report().facts().layout());
    layers.clear();
    layer(MediaTypes.OCI_LAYER, Tars.gzip("./plugin.wasm", wasm));
    assertEquals("compat", report().facts().layout());
    layer("application/vnd.module.wasm.doc.v1.ZH+markdown", "# zh".getBytes(UTF_8))
        .layer(MediaTypes.OCI_LAYER, Tars.gzip("plugin.wasm", wasm));
    assertEquals("higress", report().facts().layout());
    assertTrue(report().facts().readmes().containsKey("zh"));
    layers.clear();
    layer(MediaTypes.DOCKER_LAYER, Tars.gzip("plugin.wasm", wasm));
    PluginReport docker = found(inspect(MediaTypes.DOCKER_MANIFEST));
    assertEquals("docker", docker.facts().layout());
    assertEquals("0.2.1", docker.facts().abi());
    assertEquals(Digest.sha256(wasm).toString(), docker.facts().module());
  }

  @Test
  void theOrderOfAPluginIsThatOfItsSpec() throws IOException {
    String spec = "apiVersion: 1.0.0\nspec: { phase: AUTHN, priority: %s }\n";
    layer(MediaTypes.OCI_LAYER, Tars.gzip("plugin.wasm", WasmBytes.plugin()));
    for (String each : List.of("310", "-5", "99999999999", "many")) {
      Descriptor text =
          Descriptor.of(MediaTypes.HIGRESS_SPEC, spec.formatted(each).getBytes(UTF_8));
      blobs.put(text.digest(), spec.formatted(each).getBytes(UTF_8));
      layers.addFirst(text);
      Integer expected = each.length() < 4 ? Integer.valueOf(each) : null;
      assertEquals(expected, report().facts().priority(), each);
      layers.removeFirst();
    }
  }

  @Test
  void whatIsNoPluginIsNone() throws IOException {
    assertNull(layer("text/plain", new byte[5]).inspect(MediaTypes.OCI_MANIFEST));
    layers.clear();
    assertNull(inspect(MediaTypes.OCI_MANIFEST));
    assertNull(
        layer(MediaTypes.OCI_LAYER, Tars.gzip("etc/passwd", new byte[5]))
            .inspect(MediaTypes.OCI_MANIFEST));
    assertNull(layer(MediaTypes.OCI_LAYER, new byte[70_000]).inspect(MediaTypes.OCI_MANIFEST));
    assertNull(layer(MediaTypes.OCI_LAYER, new byte[0]).inspect(MediaTypes.OCI_MANIFEST));
  }

  @Test
  void whatDoesNotRunIsAnError() throws IOException {
    assertTrue(layer(MediaTypes.WASM, Wasm.component()).errors().contains("it is a component"));
    layers.clear();
    assertTrue(
        layer(MediaTypes.WASM, "text".getBytes(UTF_8)).errors().contains("it begins 74657874"));
    layers.clear();
    assertTrue(layer(MediaTypes.WASM, Wasm.empty()).errors().contains("proxy_abi_version_0_1_0"));
    layers.clear();
    byte[] whole = WasmBytes.plugin();
    byte[] cut = Arrays.copyOf(whole, whole.length - 2);
    assertTrue(layer(MediaTypes.WASM, cut).errors().contains("cut short"));
    layers.clear();
    layer(MediaTypes.WASM, whole).layer(MediaTypes.WASM, cut);
    assertTrue(errors().contains("no layer, or more than one"));
  }

  @Test
  void importsThatTheHostDoesNotHaveAreNamed() throws IOException {
    byte[] wasm =
        new WasmBytes()
            .imports("env", "proxy_log", 3)
            .imports("env", "proxy_fly", 1)
            .imports("env", "proxy_set_tick_period_milliseconds", 1)
            .exports("proxy_abi_version_0_2_1")
            .bytes();
    PluginReport report = layer(MediaTypes.WASM, wasm).report();

    assertTrue(report.verdict().ok());
    String told = report.verdict().problems().toString();
    assertTrue(told.contains("1 functions that the host does not have: env.proxy_fly"), told);
    assertTrue(told.contains("exports no proxy_on_"), told);
    assertEquals(List.of("timers"), report.facts().capabilities());
  }

  @Test
  void aBombIsReportedAndReadNoFurther() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] tar = Tars.plain("big", 1L << 30);
      gzip.write(tar);
      for (int i = 0; i < 700; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    layer(MediaTypes.HIGRESS_SPEC, "a".getBytes(UTF_8))
        .layer(MediaTypes.OCI_LAYER, bomb.toByteArray());

    assertTrue(report().verdict().problems().toString().contains("it inflates to too much"));
  }

  @Test
  void aModuleThatLiesAboutItsSizesIsReported() throws IOException {
    byte[] types = new byte[40];
    System.arraycopy(Wasm.empty(), 0, types, 0, 8);
    byte[] section = {1, 30, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
    System.arraycopy(section, 0, types, 8, section.length);

    assertTrue(layer(MediaTypes.WASM, types).errors().contains("a count of"));
  }

  @Test
  void iconsAreLookedAt() throws IOException {
    byte[] svg = "<svg onload='x()'/>".getBytes(UTF_8);
    layer("application/vnd.module.wasm.icon.v1+svg", svg)
        .layer(MediaTypes.OCI_LAYER, Tars.gzip("plugin.wasm", WasmBytes.plugin()));

    assertTrue(report().verdict().problems().toString().contains("an SVG with scripts"));
  }
}
