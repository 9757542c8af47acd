package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {
  @Test
  void whatItWritesReadsBackTheSame() {
    GatewayConfig config = Texts.yaml(Texts.EVERYTHING);
    assertEquals(config, Texts.json(ConfigWriter.json(config)));
    assertEquals(config, Texts.yaml(ConfigWriter.yaml(config)));
    assertEquals(config, Texts.yaml(ConfigWriter.json(config)));
  }

  @Test
  void objectByObjectItWritesTheSame() {
    GatewayConfig config = Texts.yaml(Texts.EVERYTHING);
    assertEquals(
        ConfigWriter.json(config) + "\n",
        new String(ConfigWriter.utf8(config), StandardCharsets.UTF_8));
  }

  @Test
  void keepsStringsThatLookLikeOtherThings() {
    for (String text : new String[] {"no", "012", "1.0", "null", "~", " a ", "a: b #c", "\u2028"}) {
      GatewayConfig config = withRootId(text);
      assertEquals(config, Texts.yaml(ConfigWriter.yaml(config)), text);
      assertEquals(config, Texts.json(ConfigWriter.json(config)), text);
    }
  }

  @Test
  void writesSecretsAsTheyWereWritten() {
    assertTrue(ConfigWriter.json(Texts.yaml(Texts.EVERYTHING)).contains("\"${env:ALICE_KEY}\""));
  }

  private static GatewayConfig withRootId(String text) {
    String json =
        GatewayWriter.object()
            .put("name", "p")
            .put("url", "file:///p")
            .put("rootId", text)
            .toString();
    return Texts.json("{\"plugins\":[" + json + "]}");
  }
}
