package io.weir.bench.tck;

import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.EngineProvider;
import io.weir.proxywasm.engine.EngineUnavailableException;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.tck.http.CommandHost;
import io.weir.proxywasm.tck.http.EnvoyHost;
import io.weir.proxywasm.tck.http.HostUnderTest;
import io.weir.proxywasm.tck.http.HttpSubject;
import io.weir.proxywasm.tck.http.WeirHost;
import io.weir.proxywasm.tck.inprocess.CoreSubject;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** A column of the matrix that can be asked for by its name. */
record Column(String name, Opening opening) {
  /** Makes the subject, or throws {@link MissingException} when what it needs is not there. */
  @FunctionalInterface
  interface Opening {
    Subject open(List<Rule> rules, Path folder) throws IOException, InterruptedException;
  }

  /** Something that a column needs is not on this machine. */
  static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingException(String message) {
      super(message);
    }
  }

  static Column core(String engine) {
    return new Column("core-" + engine, (rules, folder) -> new CoreSubject(engine(engine)));
  }

  static Column weir(String engine) {
    return new Column(
        "weir-" + engine,
        (rules, folder) -> {
          engine(engine).close(); // says why when it is not there
          return start(new WeirHost(engine, classPath()), rules, folder);
        });
  }

  /**
   * @param binary Envoy's program
   */
  static Column envoy(Path binary) {
    return new Column(
        "envoy",
        (rules, folder) -> {
          if (!Files.isExecutable(binary)) {
            throw new MissingException(
                binary
                    + " is not there (abi-proxywasm/tck/fetch-envoy "
                    + binary.getParent()
                    + ")");
          }
          return start(new EnvoyHost(binary), rules, folder);
        });
  }

  /**
   * @param command a program; see {@link CommandHost}
   */
  static Column command(String name, Path command) {
    return new Column(
        name, (rules, folder) -> start(new CommandHost(name, command), rules, folder));
  }

  private static Subject start(HostUnderTest host, List<Rule> rules, Path folder)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(host.name()));
    return HttpSubject.start(host, rules, own);
  }

  private static WasmEngine engine(String name) {
    EngineProvider provider =
        ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    try {
      return provider.open(new EngineOptions(null));
    } catch (EngineUnavailableException e) {
      throw new MissingException(String.valueOf(e.getMessage()));
    }
  }

  /** This process' own, which holds the host; a test runner may keep the real one apart. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
