package io.weir.tools.plugin;

import io.weir.registry.plugin.module.PluginModule;
import io.weir.tools.artifact.ConfigField;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.Table;
import io.weir.tools.module.EngineTrial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An inspection as lines for people. */
final class InspectionText {
  private static final int WIDTH = 88;

  private final List<String> lines = new ArrayList<>();

  private InspectionText() {}

  static List<String> lines(Inspection inspection) {
    InspectionText text = new InspectionText();
    text.line("source", inspection.source());
    text.line("layout", inspection.layout());
    text.line("manifest", inspection.manifestDigest());
    text.module(inspection.module());
    text.trial(inspection.trial());
    text.info(inspection.info());
    return List.copyOf(text.lines);
  }

  private void module(PluginModule module) {
    line("module", module.digest().toString());
    line("size", Output.size(module.size()));
    line("ABI", module.abi());
    line("callbacks", String.join(", ", module.callbacks()));
    line("imports", imports(module));
  }

  private static String imports(PluginModule module) {
    List<String> missing = module.unimplemented();
    return missing.isEmpty()
        ? module.imports().size() + ", all of them there"
        : "%d, of which %d answer Unimplemented: %s"
            .formatted(module.imports().size(), missing.size(), String.join(", ", missing));
  }

  private void trial(@Nullable EngineTrial trial) {
    if (trial != null) {
      String slow = trial.slowness() == null ? "" : "; runs slowly: " + trial.slowness();
      line("compiled", "by " + trial.engine() + " in " + trial.millis() + " ms" + slow);
    }
  }

  private void info(@Nullable PluginInfo info) {
    if (info == null) {
      line("spec", "none");
      return;
    }
    line("name", info.name());
    line("title", info.title());
    line("version", info.version());
    line("category", info.category());
    line("about", info.description());
    line("phase", info.phase());
    line("priority", info.priority() == null ? "" : info.priority().toString());
    fields(ConfigField.of(info.schema()));
  }

  private void fields(List<ConfigField> fields) {
    if (fields.isEmpty()) {
      return;
    }
    Table table = new Table("CONFIGURATION", "TYPE", "DEFAULT", "ABOUT");
    for (ConfigField field : fields) {
      String about = field.required() ? "required; " + field.about() : field.about();
      table.row(field.name(), field.type(), field.byDefault(), about);
    }
    lines.add("");
    lines.addAll(table.lines());
  }

  private void line(String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      String first = label;
      for (String part : wrapped(value)) {
        lines.add("%-10s  %s".formatted(first, part));
        first = "";
      }
    }
  }

  private static List<String> wrapped(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!part.isEmpty() && part.length() + word.length() >= WIDTH) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.append(part.isEmpty() ? "" : " ").append(word);
    }
    parts.add(part.toString());
    return parts;
  }
}
