package io.weir.tools.plugin;

import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.transfer.Exporter;
import io.weir.registry.transfer.Transferred;
import io.weir.tools.artifact.References;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin export}. */
@Command(
    name = "export",
    description = {
      "Writes plugins to a file, for a site that has no way to their registry.",
      "The file is a tar of an OCI image layout with every platform, signatures, SBOMs and other",
      "referrers; oras, skopeo and crane read it too. All plugins are of one registry."
    },
    footer = {
      "  weir plugin export 127.0.0.1:5000/plugins/key-auth:1.0.0 -o plugins.tar",
      "  weir plugin export --all registry.example.com/plugins -o plugins.tar"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags registry;

  @Parameters(
      paramLabel = "REF",
      arity = "1..*",
      description = "What to export; with --all a registry, or a namespace of one.")
  private List<String> what;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file, over what is there.")
  private Path file;

  @Option(names = "--all", description = "Every tag of every repository below each REF.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<Place> places = what.stream().map(this::place).toList();
    String name = places.getFirst().registry();
    if (places.stream().anyMatch(each -> !each.registry().equals(name))) {
      throw usage("REF: " + String.join(", ", what) + " (expected: all of one registry)", null);
    }
    Output output = new Output(spec);
    Transferred moved =
        registry.at(
            name,
            new StepProgress(output),
            options -> {
              try (RegistryClient client = new RegistryClient(options)) {
                return export(client, references(client, places));
              }
            });
    TransferReport.print(output, moved, file + ":", json);
    return 0;
  }

  /** A reference, or a place below which all is meant. */
  private record Place(String registry, String below, List<Reference> named) {}

  private Place place(String text) {
    try {
      if (!all) {
        Reference reference = References.parse(text);
        return new Place(reference.registry(), "", List.of(reference));
      }
      String plain = text.startsWith("oci://") ? text.substring(6) : text;
      int slash = plain.indexOf('/');
      return slash < 0
          ? new Place(plain, "", List.of())
          : new Place(plain.substring(0, slash), plain.substring(slash + 1), List.of());
    } catch (IllegalArgumentException e) {
      throw usage("REF: " + e.getMessage(), e);
    }
  }

  private List<Reference> references(RegistryClient client, List<Place> places) {
    List<Reference> references = new ArrayList<>();
    for (Place each : places) {
      references.addAll(each.named());
      if (all) {
        references.addAll(NamespaceTags.of(client, each.registry(), each.below()));
      }
    }
    if (references.isEmpty()) {
      throw new ToolException(
          String.join(", ", what) + ": nothing there to export", "see weir plugin ls");
    }
    return references;
  }

  private Transferred export(RegistryClient client, List<Reference> references) {
    try {
      return Exporter.export(client, references, file);
    } catch (IOException e) {
      throw new ToolException(
          file + ": cannot be written (" + e.getMessage() + ")", "name another with -o FILE", e);
    }
  }

  private ParameterException usage(String message, @Nullable Exception e) {
    return new ParameterException(spec.commandLine(), message, e);
  }
}
