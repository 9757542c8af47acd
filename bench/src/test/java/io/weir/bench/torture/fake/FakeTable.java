package io.weir.bench.torture.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.bench.torture.stamp.Lang;
import io.weir.bench.torture.stamp.Stamp;
import io.weir.bench.torture.stamp.StampSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One state of the stand-in's only route; counts the streams that hold it. */
record FakeTable(long generation, StampSet stamps, AtomicInteger streams) {

  static final FakeTable EMPTY = new FakeTable(0, StampSet.NONE, new AtomicInteger());

  /** The next table: this one with the given plugins in place of theirs. */
  FakeTable with(Iterable<JsonNode> plugins) {
    Map<Lang, Stamp> next = new HashMap<>(stamps.stamps());
    for (JsonNode plugin : plugins) {
      String name = plugin.path("name").asText();
      Lang lang = Lang.valueOf(name.substring("stamp-".length()).toUpperCase(Locale.ROOT));
      String version = plugin.path("url").asText().endsWith("v1.wasm") ? "1" : "2";
      String configuration = plugin.path("pluginConfig").toString();
      next.put(lang, Stamp.of(version, configuration.getBytes(UTF_8)));
    }
    return new FakeTable(generation + 1, new StampSet(next), new AtomicInteger());
  }
}
