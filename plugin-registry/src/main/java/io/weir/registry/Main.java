package io.weir.registry;

import io.weir.registry.access.TokenCommand;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.housekeeping.HousekeepingCommand;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import io.weir.registry.server.RehearseCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir registry}: the registry alone. */
@Command(
    name = "registry",
    subcommands = {
      TokenCommand.class,
      HousekeepingCommand.Gc.class,
      HousekeepingCommand.Retain.class,
      HousekeepingCommand.ScrubAll.class,
      RehearseCommand.class
    },
    mixinStandardHelpOptions = true,
    description = {
      "Serves an OCI registry for plugins from a folder.",
      "Anybody may pull; pushing needs the token in <data>/token, made at the first start."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  weir registry",
      "  weir registry --listen 127.0.0.1:5001 --data ./registry-data",
      "  oras login localhost:5000 -u weir --password-stdin < ~/.weir/token",
      "  oras push localhost:5000/plugins/demo:1.0.0 plugin.wasm:application/wasm",
      "  weir registry --listen 0.0.0.0:5000 --host plugins.example.com \\",
      "      --tls-cert cert.pem --tls-key key.pem"
    })
public final class Main implements Callable<Integer> {
  private static final int FAILURE = 1;
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:WEIR_REGISTRY_LISTEN:-127.0.0.1:5000}",
      description = "Where to listen (default: 127.0.0.1:5000; env WEIR_REGISTRY_LISTEN).")
  private String listen = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:WEIR_DATA:-${sys:user.home}/.weir}",
      description = "The data folder (default: ~/.weir; env WEIR_DATA).")
  private Path data = Path.of("");

  @Option(
      names = "--allow-anonymous",
      description = "Anybody may push and delete; loopback only, for tests.")
  private boolean allowAnonymous;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "PEM certificate chain; needed beyond loopback.")
  private @Nullable Path tlsCertificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its PEM key (PKCS 8).")
  private @Nullable Path tlsKey;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A name that clients use for this registry; may be repeated.")
  private List<String> hosts = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: <data>/registry.yaml, if it is there).")
  private @Nullable Path config;

  /** Runs the command and exits: 0 after SIGTERM, 1 when it cannot serve, 2 for wrong usage. */
  public static void main(String[] arguments) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "weir-registry-logback.xml");
    }
    int exit = new CommandLine(new Main()).execute(arguments);
    System.exit(exit);
  }

  @Override
  public Integer call() throws InterruptedException {
    RegistryServer server;
    try {
      server = RegistryServer.start(options());
    } catch (IOException | IllegalArgumentException e) {
      err().println("registry: " + e.getMessage());
      return FAILURE;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "registry-stop"));
    out().println("ready registry " + server.url());
    out().flush();
    new CountDownLatch(1).await(); // until the hook ends the process
    return 0;
  }

  private static void stop(RegistryServer server) {
    server.close();
    Runtime.getRuntime().halt(0); // SIGTERM is the ordinary end, not an error
  }

  private RegistryOptions options() throws IOException {
    int colon = listen.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("--listen: " + listen + " (expected: HOST:PORT)");
    }
    String host = listen.substring(0, colon).replace("[", "").replace("]", "");
    RegistryOptions options =
        RegistryOptions.of(
                host,
                port(listen.substring(colon + 1)),
                data.resolve("registry"),
                AccessToken.loadOrCreate(data))
            .withAnonymousPush(allowAnonymous)
            .withConfig(config == null ? RegistryConfig.ofData(data) : RegistryConfig.read(config));
    return options.withTls(tlsCertificate, tlsKey, Set.copyOf(hosts)); // names also without TLS
  }

  private int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--listen: " + listen + " (expected: HOST:PORT, the port a number)", e);
    }
  }

  private PrintWriter out() {
    return command().getOut();
  }

  private PrintWriter err() {
    return command().getErr();
  }

  private CommandLine command() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it before the call");
    }
    return spec.commandLine();
  }
}
