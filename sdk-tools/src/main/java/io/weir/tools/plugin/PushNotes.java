package io.weir.tools.plugin;

import io.weir.registry.PublishLayout;
import io.weir.registry.Reference;
import io.weir.registry.plugin.module.PluginModule;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.artifact.PluginSource;
import io.weir.tools.cli.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a publisher should know before anything is sent. */
final class PushNotes {
  private PushNotes() {}

  static List<String> lines(
      Reference reference,
      PublishLayout layout,
      PluginSource plugin,
      PluginModule module,
      @Nullable PluginInfo info) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, ABI %s"
            .formatted(plugin.module(), Output.size(plugin.wasm().length), module.abi()));
    int missing = module.unimplemented().size();
    if (missing > 0) {
      lines.add(
          "it imports %d functions that answer Unimplemented, weir plugin inspect names them"
              .formatted(missing));
    }
    lines.addAll(documents(layout, plugin));
    String tag = reference.target();
    if (info != null && tag.matches("[0-9].*") && !tag.equals(info.version())) {
      lines.add("warning: the tag is " + tag + ", spec.yaml says version " + info.version());
    }
    return lines;
  }

  private static List<String> documents(PublishLayout layout, PluginSource plugin) {
    List<String> names = plugin.documents().stream().map(each -> each.name()).toList();
    if (plugin.spec() == null) {
      return List.of("the module alone: no spec.yaml goes with it");
    }
    if (layout == PublishLayout.CNCF) {
      return List.of("the module alone: layout cncf has no place for " + String.join(", ", names));
    }
    return List.of("with " + String.join(", ", names));
  }
}
