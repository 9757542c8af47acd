package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.config.ConfigReader.Format;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of the configuration before does not show. */
class EntityTagsTest {
  @Test
  void afterAnyChangeTheTagIsThatOfTheContents() {
    Random random = new Random(1);
    EntityTags tags = new EntityTags();
    NameIndex names = new NameIndex();
    GatewayConfig config = Texts.yaml("upstreams: [ { name: u, endpoints: [ a:1 ] } ]");
    Map<String, GatewayConfig> seen = new HashMap<>();
    for (int step = 0; step < 400; step++) {
      config = edit(config, random).applyTo(config, names);
      String tag = tags.of(config);
      assertEquals(new EntityTags().of(config), tag, "step " + step);
      GatewayConfig other = seen.putIfAbsent(tag, config);
      if (other != null) {
        assertEquals(other, config, "step " + step);
      }
    }
  }

  private static ConfigEdit edit(GatewayConfig config, Random random) {
    int size = config.routes().size();
    if (size > 150 && random.nextInt(3) > 0) {
      String name = config.routes().get(random.nextInt(size)).name();
      return ConfigEdit.delete(ObjectKind.ROUTES, name);
    }
    String text = "{\"backendRefs\":[{\"name\":\"u\",\"weight\":" + random.nextInt(100) + "}]}";
    return ConfigEdit.put(ObjectKind.ROUTES, "r" + random.nextInt(300), text, Format.JSON);
  }
}
