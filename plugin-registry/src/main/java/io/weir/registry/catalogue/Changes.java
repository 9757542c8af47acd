package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.plugin.PluginReport;
import io.weir.registry.plugin.StoreBlobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How a version differs from the one before it, in what matters to who uses it. */
final class Changes {
  private static final int MAX_LINES = 40;
  private static final String FIELDS = "/spec/configSchema/openAPIV3Schema/properties";
  private static final String REQUIRED = "/spec/configSchema/openAPIV3Schema/required";

  private final List<String> lines = new ArrayList<>();

  private Changes() {}

  static List<String> between(PluginFacts before, PluginFacts after, StoreBlobs blobs)
      throws IOException {
    Changes changes = new Changes();
    changes.value("ABI", before.abi(), after.abi());
    changes.value("licence", before.licence(), after.licence());
    changes.value("phase", before.phase(), after.phase());
    changes.value("priority", text(before.priority()), text(after.priority()));
    if (!Objects.equals(before.module(), after.module())) {
      changes.imports(DetailReader.report(blobs, before), DetailReader.report(blobs, after));
    }
    if (!Objects.equals(before.spec(), after.spec())) {
      changes.schema(SpecDocument.read(blobs, before), SpecDocument.read(blobs, after));
    }
    return changes.lines.stream().limit(MAX_LINES).toList();
  }

  private static @Nullable String text(@Nullable Integer value) {
    return value == null ? null : value.toString();
  }

  private void value(String what, @Nullable String before, @Nullable String after) {
    String old = before == null || before.isEmpty() ? "none" : before;
    String now = after == null || after.isEmpty() ? "none" : after;
    if (!old.equals(now)) {
      lines.add("%s: %s, was %s".formatted(what, now, old));
    }
  }

  private void imports(@Nullable PluginReport before, @Nullable PluginReport after) {
    if (before != null && after != null) {
      names("host call", new TreeSet<>(before.imports()), new TreeSet<>(after.imports()));
    }
  }

  private void schema(JsonNode before, JsonNode after) {
    names("configuration", fields(before), fields(after));
    names("configuration requires", required(before), required(after));
    for (String each : fields(after)) {
      JsonNode old = before.at(FIELDS).path(each);
      if (!old.isMissingNode() && !old.equals(after.at(FIELDS).path(each))) {
        lines.add("configuration: %s changed".formatted(each));
      }
    }
  }

  private static Set<String> fields(JsonNode spec) {
    Set<String> names = new TreeSet<>();
    spec.at(FIELDS).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> required(JsonNode spec) {
    Set<String> names = new TreeSet<>();
    spec.at(REQUIRED).forEach(each -> names.add(each.asText()));
    return names;
  }

  private void names(String what, Set<String> before, Set<String> after) {
    after.stream()
        .filter(each -> !before.contains(each))
        .forEach(each -> lines.add("%s: %s added".formatted(what, each)));
    before.stream()
        .filter(each -> !after.contains(each))
        .forEach(each -> lines.add("%s: %s removed".formatted(what, each)));
  }
}
