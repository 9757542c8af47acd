package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.plugin.module.PluginModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an artifact: whether it is a plugin, and what is wrong with it. What it reads is bounded
 * and comes as a stream; it may block. Nothing in an artifact makes it fail.
 */
public final class PluginInspector {
  /** The version of the rules; a plugin that was looked at by another one is looked at anew. */
  public static final String VERSION = "2";

  private static final String SPEC = "spec.yaml";

  private final BlobSource blobs;
  private final List<Problem> problems = new ArrayList<>();

  private PluginInspector(BlobSource blobs) {
    this.blobs = blobs;
  }

  /**
   * Looks at an image.
   *
   * @return null when it is no plugin
   * @throws IOException when the store fails
   */
  public static @Nullable PluginReport inspect(Manifest.Image image, BlobSource blobs)
      throws IOException {
    PluginParts parts = PluginParts.of(image);
    return parts == null ? null : new PluginInspector(blobs).inspect(image, parts);
  }

  private @Nullable PluginReport inspect(Manifest.Image image, PluginParts parts)
      throws IOException {
    ModuleCheck.Result result = new ModuleCheck(blobs, problems).check(parts);
    if (result instanceof ModuleCheck.Result.None) {
      return null;
    }
    PluginModule module = result instanceof ModuleCheck.Result.Read read ? read.module() : null;
    JsonNode spec = spec(parts);
    boolean icon = documents(parts);
    FactsBuilder builder = new FactsBuilder(image, parts, spec, module);
    licence(builder.licence());
    Verdict verdict = Verdict.of(problems);
    return new PluginReport(
        builder.facts(verdict.ok(), icon),
        verdict,
        module == null ? List.of() : module.imports(),
        module == null ? List.of() : module.unimplemented(),
        module == null ? List.of() : module.callbacks());
  }

  private JsonNode spec(PluginParts parts) throws IOException {
    Descriptor layer = parts.spec();
    if (layer == null) {
      if (!parts.documented()) {
        return MissingNode.getInstance();
      }
      problems.add(
          Problem.warning(
              SPEC,
              "there is none, so nobody can see what it is and how it is configured",
              "push the plugin's folder with its spec.yaml: `weir plugin push`"));
      return MissingNode.getInstance();
    }
    String text = new Documents(blobs, problems).text(layer, SPEC);
    return text == null ? MissingNode.getInstance() : SpecReading.read(text, problems);
  }

  /** Whether there is an icon that can be shown. */
  private boolean documents(PluginParts parts) throws IOException {
    Documents documents = new Documents(blobs, problems);
    if (parts.readmes().isEmpty() && parts.documented()) {
      problems.add(
          Problem.warning("README.md", "there is none", "write one and push the plugin's folder"));
    }
    for (Descriptor each : parts.readmes().values()) {
      String text = documents.text(each, "README.md");
      if (text != null && text.isBlank()) {
        problems.add(Problem.warning("README.md", "it is empty", "say what the plugin is for"));
      }
    }
    Descriptor icon = parts.icon();
    if (icon == null) {
      return false;
    }
    byte[] content = documents.bytes(icon, IconCheck.MAX_BYTES);
    IconCheck.check(icon, content, problems);
    return content != null && IconCheck.mediaType(content) != null;
  }

  private void licence(String licence) {
    String place = "licence";
    String remedy =
        "annotate the manifest with org.opencontainers.image.licenses=Apache-2.0, or its like";
    if (licence.isEmpty()) {
      problems.add(Problem.warning(place, "it says none", remedy));
      return;
    }
    String problem = SpdxExpression.problem(licence);
    if (problem != null) {
      String shown = licence.length() > 80 ? licence.substring(0, 80) + "..." : licence;
      problems.add(
          Problem.warning(
              place, shown + ": " + problem + " (expected: an SPDX expression)", remedy));
    }
  }
}
