package io.weir.tools.plugin;

import io.weir.registry.PluginImage;
import io.weir.registry.PluginPackage;
import io.weir.registry.PublishLayout;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.plugin.module.PluginModule;
import io.weir.tools.artifact.ImageAnnotations;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.artifact.PluginSource;
import io.weir.tools.artifact.SpecFile;
import io.weir.tools.cli.Output;
import io.weir.tools.module.ModuleFile;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin push}. */
@Command(
    name = "push",
    description = {
      "Publishes a plugin to a registry and prints its reference with the digest.",
      "A folder's spec.yaml, README.md, README_xx.md, CHANGELOG.md, LICENSE and icon.png go with"
          + " it,",
      "and its module is looked for in ../out. The same input gives the same digests."
    },
    footer = {
      "  weir plugin push plugins-rs/key-auth 127.0.0.1:5000/plugins/key-auth:1.0.0",
      "  weir plugin push plugin.wasm oci://127.0.0.1:5000/plugins/mine:0.1.0 --dry-run --json",
      "  weir plugin push plugin.wasm registry.example.com/me/mine:0.1.0 --layout cncf \\",
      "      --username me --password-stdin < password.txt"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PushCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags registry;

  @Parameters(
      index = "0",
      paramLabel = "FILE_OR_DIR",
      description = "A .wasm file, or the folder of a plugin that has been built.")
  private Path source;

  @Parameters(
      index = "1",
      paramLabel = "REF",
      converter = ReferenceConverter.class,
      description = "Where to: registry/repository:tag.")
  private Reference reference;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = "both",
      description = {
        "How it lies in the registry (default: both).",
        "both: an index with the two others, so that each client finds its own.",
        "higress: with its documents; Istio and Envoy Gateway read it too.",
        "cncf: the module alone, as wasm tools have it."
      })
  private PublishLayout layout;

  @Option(
      names = "--tags",
      paramLabel = "TAG",
      split = ",",
      description = "Further tags that are to name it, divided by commas.")
  private List<String> tags = List.of();

  @Option(
      names = "--no-latest",
      description = "Leave the tag latest; otherwise the highest release moves it.")
  private boolean noLatest;

  @Option(
      names = "--created",
      paramLabel = "TIME",
      description = "When it was made (RFC 3339); without it no time is written.")
  private @Nullable String created;

  @Option(
      names = "--replace",
      description = "Let a version that is there already name this instead, if the registry does.")
  private boolean replace;

  @Option(names = "--dry-run", description = "Send nothing; print what would be there.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    checkUsage();
    Output output = new Output(spec);
    PluginSource plugin = PluginSource.open(source);
    PluginModule module = ModuleFile.read(plugin.wasm(), plugin.module().toString());
    String text = plugin.spec();
    PluginInfo info = text == null ? null : SpecFile.readStrictly(text, plugin.specPlace());
    PushNotes.lines(reference, layout, plugin, module, info).forEach(output::step);
    Map<String, String> annotations = ImageAnnotations.of(plugin, info, created);
    PluginImage image =
        new PluginPackage(plugin.wasm(), plugin.documents(), annotations).image(layout);
    PushReview.warnings(image, source.toString()).forEach(output::step);
    List<String> further = dryRun ? tags(List.of()) : push(output, image);
    PushReport report = new PushReport(reference, image, further, annotations, dryRun);
    if (json) {
      output.result(report.json());
    } else {
      report.print(output);
    }
    return 0;
  }

  private void checkUsage() {
    if (reference.digest() != null) {
      throw usage("REF: " + reference + " (expected: a tag, not a digest)", null);
    }
    try {
      PublishTags.require(tags);
      if (created != null) {
        OffsetDateTime.parse(created);
      }
    } catch (DateTimeParseException e) {
      throw usage("--created: " + created + " (expected: a time such as 2026-01-31T12:00:00Z)", e);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException usage(String message, @Nullable Exception cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }

  private List<String> tags(List<String> existing) {
    return PublishTags.of(reference.target(), tags, !noLatest, existing);
  }

  private List<String> push(Output output, PluginImage image) {
    return registry.at(
        reference.registry(),
        new StepProgress(output),
        options -> {
          try (RegistryClient client = new RegistryClient(options)) {
            if (!replace) {
              TakenTag.requireFree(client, reference, image.descriptor().digest());
            }
            List<String> further = tags(ExistingTags.of(client, reference));
            image.push(client, reference);
            further.forEach(each -> image.tag(client, reference.withTag(each)));
            return further;
          }
        });
  }
}
