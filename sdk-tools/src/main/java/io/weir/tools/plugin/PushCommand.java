package io.weir.tools.plugin;

import io.weir.registry.Digest;
import io.weir.registry.PluginLayout;
import io.weir.registry.PluginPackage;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.plugin.module.PluginModule;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.artifact.PluginSource;
import io.weir.tools.artifact.SpecFile;
import io.weir.tools.cli.Output;
import io.weir.tools.module.ModuleFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
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
      "Pushes a plugin to a registry and prints its reference with the digest.",
      "A folder's spec.yaml and README.md go with it, and its module is looked for in ../out."
    },
    footer = {
      "  weir plugin push plugins-rs/key-auth 127.0.0.1:5000/plugins/key-auth:1.0.0",
      "  weir plugin push plugin.wasm oci://127.0.0.1:5000/plugins/mine:0.1.0",
      "  weir plugin push plugin.wasm registry.example.com/me/mine:0.1.0 --layout cncf \\",
      "      --username me --password-stdin < password.txt"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PushCommand implements Callable<Integer> {
  private static final String ANNOTATION = "org.opencontainers.image.";

  /** The layouts that are written. */
  enum Layout {
    HIGRESS(PluginLayout.HIGRESS),
    CNCF(PluginLayout.CNCF);

    private final PluginLayout layout;

    Layout(PluginLayout layout) {
      this.layout = layout;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
      defaultValue = "higress",
      description = {
        "How it lies in the registry (default: higress).",
        "higress: with its documents; Istio and Higress read it too.",
        "cncf: the module alone, as wasm tools have it."
      })
  private Layout layout;

  @Override
  public Integer call() {
    if (reference.digest() != null) {
      throw new ParameterException(
          spec.commandLine(), "REF: " + reference + " (expected: a tag, not a digest)");
    }
    Output output = new Output(spec);
    PluginSource plugin = PluginSource.open(source);
    PluginModule module = ModuleFile.read(plugin.wasm(), plugin.module().toString());
    PluginInfo info = info(plugin);
    announce(output, plugin, module, info);
    Digest digest = push(output, plugin, info);
    output.result(reference + "@" + digest);
    return 0;
  }

  private static @Nullable PluginInfo info(PluginSource plugin) {
    String text = plugin.spec();
    return text == null ? null : SpecFile.readStrictly(text, String.valueOf(plugin.specFile()));
  }

  private void announce(
      Output output, PluginSource plugin, PluginModule module, @Nullable PluginInfo info) {
    output.step(
        "%s: %s, ABI %s"
            .formatted(plugin.module(), Output.size(plugin.wasm().length), module.abi()));
    int missing = module.unimplemented().size();
    if (missing > 0) {
      output.step(
          "it imports %d functions that answer Unimplemented, weir plugin inspect names them"
              .formatted(missing));
    }
    if (info == null) {
      output.step("the module alone: no spec.yaml goes with it");
    } else if (layout == Layout.CNCF) {
      output.step("the module alone: layout cncf has no place for spec.yaml and README.md");
    }
    String tag = reference.tag();
    if (info != null && tag != null && tag.matches("[0-9].*") && !tag.equals(info.version())) {
      output.step("warning: the tag is " + tag + ", spec.yaml says version " + info.version());
    }
  }

  private Digest push(Output output, PluginSource plugin, @Nullable PluginInfo info) {
    PluginPackage artifact =
        new PluginPackage(plugin.wasm(), plugin.spec(), plugin.readme(), annotations(info));
    return registry.at(
        reference.registry(),
        new StepProgress(output),
        options -> {
          try (RegistryClient client = new RegistryClient(options)) {
            return artifact.push(client, reference, layout.layout);
          }
        });
  }

  private static Map<String, String> annotations(@Nullable PluginInfo info) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (info != null) {
      put(annotations, "title", info.title().isEmpty() ? info.name() : info.title());
      put(annotations, "version", info.version());
      put(annotations, "description", info.description());
    }
    return annotations;
  }

  private static void put(Map<String, String> annotations, String name, String value) {
    if (!value.isEmpty()) {
      annotations.put(ANNOTATION + name, value);
    }
  }
}
