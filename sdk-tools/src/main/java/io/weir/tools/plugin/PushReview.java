package io.weir.tools.plugin;

import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.PluginImage;
import io.weir.registry.plugin.PluginInspector;
import io.weir.registry.plugin.PluginReport;
import io.weir.registry.plugin.Problem;
import io.weir.registry.plugin.Severity;
import io.weir.tools.cli.ToolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Weir registry will say of a plugin, said before anything is sent. */
final class PushReview {
  private PushReview() {}

  /**
   * What publishers should know, a line each.
   *
   * @throws ToolException when it is not fit to be published, with every problem
   */
  static List<String> warnings(PluginImage image, String place) {
    PluginReport report = report(image);
    if (report == null) {
      return List.of();
    }
    List<Problem> problems = report.verdict().problems();
    if (!report.verdict().ok()) {
      throw new ToolException(
          place + ": not a plugin that can be published",
          problems.stream()
              .filter(each -> each.severity() == Severity.ERROR)
              .map(Problem::toString)
              .toList(),
          "",
          null);
    }
    return problems.stream().map(each -> "warning: " + each).toList();
  }

  /** The report of the manifest that tells most: in an index the first. */
  private static @Nullable PluginReport report(PluginImage image) {
    Descriptor manifest =
        image.manifests().isEmpty() ? image.descriptor() : image.manifests().getFirst();
    byte[] content = image.content(manifest.digest());
    if (content == null
        || !(Manifest.read(content, manifest.mediaType()) instanceof Manifest.Image read)) {
      return null;
    }
    try {
      return PluginInspector.inspect(
          read,
          blob -> {
            byte[] bytes = image.content(blob.digest());
            return bytes == null ? null : new ByteArrayInputStream(bytes);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("memory only", e);
    }
  }
}
