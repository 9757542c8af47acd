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

/** {@code weir plugin yank}. */
@Command(
    name = "yank",
    description =
        "Marks a version as yanked: the catalogue hides it, and who has its digest still pulls it.",
    footer = "  weir plugin yank 127.0.0.1:5000/plugins/key-auth:1.0.0 --reason \"leaks keys\"")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class YankCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags flags;

  @Parameters(
      paramLabel = "REF",
      converter = ReferenceConverter.class,
      description = "Which version: registry/repository:tag.")
  private Reference reference;

  @Option(names = "--all", description = "Every version of the repository.")
  private boolean all;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for users.")
  private String reason;

  @Override
  public Integer call() {
    int marked = Marking.set(flags, reference, all, "yanked", reason);
    new Output(spec).result(reference + ": yanked, versions: " + marked);
    return 0;
  }
}
