package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of the page about actions are configurations, and leave no filter out. */
class RoutingActionsDocTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  private static List<GatewayConfig> examples() throws Exception {
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../docs/routing-actions.md")));
    List<GatewayConfig> examples = new ArrayList<>();
    while (matcher.find()) {
      examples.add(Texts.yaml(matcher.group(1)));
    }
    return examples;
  }

  @Test
  void everyExampleLoadsAndReadsBackTheSame() throws Exception {
    List<GatewayConfig> examples = examples();
    assertTrue(examples.size() >= 7, "found " + examples.size());
    for (GatewayConfig example : examples) {
      assertEquals(example, Texts.yaml(ConfigWriter.yaml(example)));
    }
  }

  @Test
  void everyFilterHasAnExample() throws Exception {
    Set<RouteFilter.Type> seen = EnumSet.noneOf(RouteFilter.Type.class);
    for (GatewayConfig example : examples()) {
      example.routes().forEach(r -> r.filters().forEach(f -> seen.add(f.type())));
    }
    assertEquals(EnumSet.allOf(RouteFilter.Type.class), seen);
  }
}
