package io.weir.bench.torture.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the gateway says about itself.
 *
 * @param generations every generation of every plugin that still exists
 */
public record GatewayStatus(int workers, List<Generation> generations) {

  /**
   * One generation of a plugin.
   *
   * @param streams how many streams hold it
   */
  public record Generation(String plugin, long number, String engine, boolean live, long streams) {
    @Override
    public String toString() {
      return "%s #%d %s, %d streams".formatted(plugin, number, live ? "live" : "draining", streams);
    }
  }

  public GatewayStatus {
    generations = List.copyOf(generations);
  }

  static GatewayStatus of(JsonNode json) {
    List<Generation> generations = new ArrayList<>();
    for (JsonNode one : json.path("plugins")) {
      generations.add(
          new Generation(
              one.path("plugin").asText(),
              one.path("number").asLong(),
              one.path("engine").asText(),
              one.path("state").asText().equals("live"),
              one.path("streams").asLong()));
    }
    return new GatewayStatus(json.path("workers").asInt(), generations);
  }

  /** The generations that were replaced and are not gone yet. */
  public List<Generation> draining() {
    return generations.stream().filter(one -> !one.live()).toList();
  }
}
