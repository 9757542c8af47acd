package io.weir.tools.plugin;

import io.weir.registry.Reference;
import io.weir.tools.cli.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin unmark}. */
@Command(
    name = "unmark",
    description = "Takes the mark of a version away.",
    footer = "  weir plugin unmark 127.0.0.1:5000/plugins/key-auth:1.0.0")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UnmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags flags;

  @Parameters(
      paramLabel = "REF",
      converter = ReferenceConverter.class,
      description = "Which version: registry/repository:tag.")
  private Reference reference;

  @Option(names = "--all", description = "Every version of the repository.")
  private boolean all;

  @Override
  public Integer call() {
    int marked = Marking.set(flags, reference, all, "none", "");
    new Output(spec).result(reference + ": no mark, versions: " + marked);
    return 0;
  }
}
