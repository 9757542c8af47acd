package io.weir.tools.plugin;

import io.weir.registry.PluginArtifact;
import io.weir.registry.Reference;
import io.weir.tools.cli.Output;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir plugin pull}. */
@Command(
    name = "pull",
    description = "Pulls a plugin's module, whatever layout it has, verifies and writes it.",
    footer = {
      "  weir plugin pull 127.0.0.1:5000/plugins/key-auth:1.0.0",
      "  weir plugin pull oci://registry.example.com/me/mine:0.1.0 -o mine.wasm"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PullCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RegistryFlags registry;

  @Parameters(
      paramLabel = "REF",
      converter = ReferenceConverter.class,
      description = "What to pull: registry/repository:tag or @digest.")
  private Reference reference;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it, over what is there (default: <name>.wasm, if it is new).")
  private @Nullable Path given;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    PluginArtifact artifact = Puller.pull(registry, reference, output);
    Path file = given != null ? given : Path.of(name() + ".wasm");
    try {
      write(file, artifact.wasm());
    } catch (IOException e) {
      throw new ToolException(
          file + ": cannot be written (" + e + ")", "name another file with -o FILE", e);
    }
    String layout = artifact.layout().name().toLowerCase(Locale.ROOT);
    output.step("%s, layout %s".formatted(artifact.pinDigest(), layout));
    output.result("%s: %s".formatted(file, Output.size(artifact.wasm().length)));
    return 0;
  }

  private String name() {
    String repository = reference.repository();
    return repository.substring(repository.lastIndexOf('/') + 1);
  }

  private void write(Path file, byte[] wasm) throws IOException {
    if (given == null && Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), wasm)) {
      throw new ToolException(
          file + ": there already, and something else", "write over it with -o " + file);
    }
    Path fresh =
        file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(fresh, wasm);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
