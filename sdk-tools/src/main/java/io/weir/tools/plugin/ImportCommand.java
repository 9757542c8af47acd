package io.weir.tools.plugin;

import io.weir.registry.RegistryClient;
import io.weir.registry.transfer.ImportTarget;
import io.weir.registry.transfer.Importer;
import io.weir.registry.transfer.Transferred;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin import}. */
@Command(
    name = "import",
    description = {
      "Brings the plugins of a file to a registry, with their digests and tags as they were.",
      "The file is a tar of an OCI image layout: of weir plugin export, oras or skopeo.",
      "All of it is verified before it is sent."
    },
    footer = {
      "  weir plugin import plugins.tar 127.0.0.1:5000",
      "  weir plugin import plugins.tar registry.example.com/mirrored"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags registry;

  @Parameters(index = "0", paramLabel = "FILE", description = "The tar.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "REGISTRY[/PREFIX]",
      description = "Where to; the prefix is put before each repository's name.")
  private String where;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ImportTarget target = target();
    Output output = new Output(spec);
    Transferred moved =
        registry.at(
            target.registry(),
            new StepProgress(output),
            options -> {
              try (RegistryClient client = new RegistryClient(options)) {
                return importAll(client, target);
              }
            });
    TransferReport.print(output, moved, where + ":", json);
    return 0;
  }

  private ImportTarget target() {
    try {
      return ImportTarget.parse(where.startsWith("oci://") ? where.substring(6) : where);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "REGISTRY[/PREFIX]: " + e.getMessage(), e);
    }
  }

  private Transferred importAll(RegistryClient client, ImportTarget target) {
    try {
      return Importer.importAll(client, file, target);
    } catch (IOException e) {
      throw new ToolException(
          String.valueOf(e.getMessage()), "export it again, or name another file", e);
    } catch (IllegalArgumentException e) {
      throw new ToolException(file + ": " + e.getMessage(), "name the repository in the target", e);
    }
  }
}
