package io.weir.host.boot;

import io.weir.host.boot.BundledPlugins.Bundled;
import io.weir.host.config.ConfigEdit;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.ConfigService;
import io.weir.host.config.HostPort;
import io.weir.host.config.Redactor;
import io.weir.registry.AccessToken;
import io.weir.registry.RegistryException;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The demonstration: registry, upstream, gateway and admin API in one process. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts gateway, admin API and registry in one process, pushes the bundled plugins, binds"
          + " them to routes of a demonstration, and says what to try.",
      "What is changed later through the API is kept: the next start goes on from there.",
      "Each option can also be set in the environment (--registry: WEIR_REGISTRY) and, but for"
          + " --data, in weir.yaml in the data directory."
    },
    footer = {
      "",
      "Examples:",
      "  weir up",
      "  weir up --gateway 127.0.0.1:9080 --admin 127.0.0.1:9081 --registry 127.0.0.1:5001",
      "  WEIR_DATA=/tmp/weir-demo weir up"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UpCommand implements Callable<Integer> {
  private final DataPlaneFactory dataPlane;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  @Mixin private RunFlags flags;
  @Spec private CommandSpec spec;

  @Option(
      names = "--gateway",
      paramLabel = "HOST:PORT",
      description = "Where the demonstration listens (default 127.0.0.1:8080).")
  @Nullable String gatewayAddress;

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      description = "Where the registry listens (default 127.0.0.1:5000).")
  @Nullable String registryAddress;

  @Option(
      names = "--demo",
      paramLabel = "HOST:PORT",
      description = "Where the demonstration's upstream listens (default 127.0.0.1:8082).")
  @Nullable String demoAddress;

  UpCommand(DataPlaneFactory dataPlane) {
    this.dataPlane = dataPlane;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, String> given = given();
    RunOptions options = options(given);
    Settings settings = new Settings(given, System::getenv);
    HostPort listen = address(settings, "gateway", "127.0.0.1:8080");
    HostPort origin = address(settings, "demo", "127.0.0.1:8082");
    HostPort registry = address(settings, "registry", "127.0.0.1:5000");
    Redactor redactor = new Redactor();
    Logging.configure(options.logLevel(), redactor);
    try {
      start(options, redactor, listen, origin, registry);
    } catch (Exception e) {
      stop();
      throw e;
    }
    Termination.stopping(this::stop).await();
    return 0;
  }

  private void start(
      RunOptions options, Redactor redactor, HostPort listen, HostPort origin, HostPort registry)
      throws IOException {
    String token = AccessToken.loadOrCreate(options.data());
    RegistryServer server = startRegistry(options, registry, token);
    running.push(server);
    running.push(DemoOrigin.start(origin));
    Map<String, String> pushed = new LinkedHashMap<>();
    for (Bundled plugin : BundledPlugins.built(Path.of(System.getProperty("weir.home", ".")))) {
      pushed.put(plugin.name(), BundledPlugins.push(plugin, server.authority(), token, this::kept));
      progress("in the registry: " + pushed.get(plugin.name()) + " (" + plugin.language() + ")");
    }
    progress("starting the gateway; what is compiled for the first time takes a few seconds");
    RunOptions shown = options.withMarketplace(URI.create(server.url()));
    Gateway gateway = Gateway.start(shown, redactor, dataPlane);
    running.push(gateway);
    ConfigService config = gateway.configuration();
    if (config.live().config().routes().isEmpty()) {
      String demo = DemoConfig.yaml(listen, origin, pushed);
      config.change(ConfigEdit.replace(demo, ConfigReader.Format.YAML), etag -> true);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(gateway.readyLine() + " registry " + server.url());
    String url = "http://" + gateway.gatewayAddresses().getFirst();
    new Suggestions(out, url, gateway.marketplaceUrl(), command(options)).print(pushed.keySet());
  }

  private static ConfigException refused(
      String place, String message, String remedy, Exception cause) {
    return new ConfigException(List.of(new Problem(place, 0, message, remedy)), cause);
  }

  /** How the tools are to be called so that they find this gateway. */
  private static String command(RunOptions options) {
    StringBuilder command = new StringBuilder();
    if (!options.admin().toString().equals("127.0.0.1:8081")) {
      command.append("WEIR_ADMIN=").append(options.admin()).append(' ');
    }
    Path usual = Path.of(System.getProperty("user.home"), ".weir");
    String data = System.getenv("WEIR_DATA");
    if (!options.data().equals(usual) && !options.data().toString().equals(data)) {
      command.append("WEIR_DATA='").append(options.data()).append("' ");
    }
    return command.append("./weir").toString();
  }

  private static RegistryServer startRegistry(RunOptions options, HostPort at, String token) {
    try {
      return RegistryServer.start(
          RegistryOptions.of(at.host(), at.port(), options.data().resolve("registry"), token)
              .withConfig(BundledPlugins.movable(RegistryConfig.ofData(options.data()))));
    } catch (io.weir.registry.config.ConfigException e) {
      throw refused(
          RegistryConfig.FILE,
          String.valueOf(e.getMessage()),
          "correct the file, or move it away",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(
          "--registry",
          String.valueOf(e.getMessage()),
          "stop what has it, or give --registry HOST:PORT",
          e);
    }
  }

  private void kept(RegistryException refusal) {
    progress(
        "not pushed: "
            + refusal.getMessage()
            + "; raise the plugin's version, or set tags.immutable in registry.yaml");
  }

  private void progress(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("weir: " + text);
    err.flush();
  }

  private void stop() throws Exception {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = flags.given();
    RunFlags.put(given, "gateway", gatewayAddress);
    RunFlags.put(given, "registry", registryAddress);
    RunFlags.put(given, "demo", demoAddress);
    return given;
  }

  private static HostPort address(Settings settings, String name, String fallback) {
    Settings.Value value = settings.get(name, fallback);
    HostPort address = HostPort.parse(value.text());
    if (address == null) {
      throw value.wrong("HOST:PORT", "write " + fallback);
    }
    return address;
  }

  private RunOptions options(Map<String, String> given) {
    try {
      return RunOptions.resolve(given, System::getenv);
    } catch (ConfigException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
