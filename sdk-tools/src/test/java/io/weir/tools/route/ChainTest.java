package io.weir.tools.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static Document document(String listenerPlugins, String routePlugins)
      throws JsonProcessingException {
    String json =
        """
        {"listeners": [{"name": "web", "plugins": [%s]}, {"name": "inner"}],
         "plugins": [
           {"name": "a", "phase": "AUTHN", "priority": 1, "failStrategy": "FAIL_OPEN"},
           {"name": "b", "phase": "AUTHN", "priority": 2},
           {"name": "z", "phase": "UNSPECIFIED_PHASE", "priority": 900}],
         "gateway": {"plugins": [{"name": "z"}]},
         "routes": [{"name": "r", "plugins": [%s]}]}
        """
            .formatted(listenerPlugins, routePlugins);
    return new Document(new ObjectMapper().readTree(json));
  }

  private static String shown(Document document) {
    return Chain.shown(Chain.of(document, document.route("r")));
  }

  private static List<String> names(Document document) {
    Chain chain = Chain.of(document, document.route("r")).getFirst();
    return chain.links().stream().map(ChainLink::plugin).toList();
  }

  @Test
  void phaseComesBeforePriorityAndPriorityBeforePlace() throws JsonProcessingException {
    assertEquals(List.of("b", "a", "z"), names(document("{\"name\":\"a\"}", "{\"name\":\"b\"}")));
  }

  @Test
  void aBindingOverridesItsPlugin() throws JsonProcessingException {
    Document document =
        document("", "{\"name\":\"a\",\"priority\":3},{\"name\":\"b\",\"phase\":\"STATS\"}");

    assertEquals(
        "1 a [AUTHN 3, fails open], 2 b [STATS 2], 3 z [900, by the gateway]", shown(document));
  }

  @Test
  void theSameRankKeepsTheOrderOfGatewayListenerAndRoute() throws JsonProcessingException {
    String ranked = "\"phase\":\"UNSPECIFIED_PHASE\",\"priority\":900";
    Document document =
        document("{\"name\":\"a\"," + ranked + "}", "{\"name\":\"b\"," + ranked + "}");

    assertEquals(List.of("z", "a", "b"), names(document));
  }

  @Test
  void listenersAreNamedWhenTheirChainsDiffer() throws JsonProcessingException {
    assertEquals(
        "web: 1 b [AUTHN 2, by the listener], 2 z [900, by the gateway];"
            + " inner: 1 z [900, by the gateway]",
        shown(document("{\"name\":\"b\"}", "")));
  }
}
