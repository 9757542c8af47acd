package io.weir.tools.plugin;

import io.weir.registry.Reference;
import io.weir.tools.artifact.References;
import io.weir.tools.cli.Output;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin inspect}. */
@Command(
    name = "inspect",
    description = {
      "Says what a plugin is.",
      "Layout, digests, ABI, callbacks, what it needs of the gateway; and by its spec.yaml its",
      "name, version, place in the chain and configuration."
    },
    footer = {
      "  weir plugin inspect 127.0.0.1:5000/plugins/key-auth:1.0.0",
      "  weir plugin inspect plugins-rs/key-auth",
      "  weir plugin inspect plugin.wasm --compile --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags registry;

  @Parameters(
      paramLabel = "REF_OR_FILE",
      description = "A reference, a .wasm file, or the folder of a plugin.")
  private String what;

  @Option(names = "--compile", description = "Compile it as a gateway would; may take seconds.")
  private boolean compile;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    Inspection inspection =
        References.isPath(what) ? Inspection.of(Path.of(what)) : pull(reference(), output);
    if (compile) {
      output.step("compiling " + what);
      inspection = inspection.compiled();
    }
    if (json) {
      output.result(InspectionJson.json(inspection));
    } else {
      InspectionText.lines(inspection).forEach(output::result);
    }
    return 0;
  }

  private Inspection pull(Reference reference, Output output) {
    return Inspection.of(reference.toString(), Puller.pull(registry, reference, output));
  }

  private Reference reference() {
    try {
      return References.parse(what);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "REF_OR_FILE: neither a file nor a reference: " + e.getMessage(), e);
    }
  }
}
