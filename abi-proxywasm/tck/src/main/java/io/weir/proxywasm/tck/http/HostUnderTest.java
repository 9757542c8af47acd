package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway that rules are tried on. */
public interface HostUnderTest {
  /**
   * One rule's module on a listener of its own.
   *
   * @param name unique, of letters, digits and dashes
   * @param module the binary module's file
   * @param port the listener's port, on loopback
   * @param pluginConfigurations JSON; one for each time that the module stands on the chain, in its
   *     order
   * @param tcp whether it is a TCP listener
   */
  record Deployment(
      String name,
      Path module,
      int port,
      String vmConfiguration,
      List<String> pluginConfigurations,
      boolean tcp) {
    public Deployment {
      pluginConfigurations = List.copyOf(pluginConfigurations);
    }

    /** The name of the filter at {@code index}, also its VM id. */
    String filter(int index) {
      return pluginConfigurations.size() == 1 ? name : name + "-" + (index + 1);
    }
  }

  /** A gateway that serves; closing it stops it. */
  interface Running extends AutoCloseable {
    /** How it ended, when it has or does so in a moment; else null. */
    @Nullable String ended() throws InterruptedException;

    /** The last lines of its output, for a failure's sake. */
    String log() throws IOException;

    @Override
    void close() throws InterruptedException;
  }

  /** What the matrix calls it. */
  String name();

  /**
   * Whether it takes modules with imports and versions that it does not know. Where it does not,
   * the rules that have such are tried alone.
   */
  default boolean isLenient() {
    return false;
  }

  /**
   * Starts it with every deployment and one worker, and waits until it serves.
   *
   * @param folder for its files
   * @throws IOException when it does not start, with its last output
   */
  Running start(List<Deployment> deployments, Surroundings surroundings, Path folder)
      throws IOException, InterruptedException;
}
