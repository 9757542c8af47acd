package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway that rules are tried on. */
public interface HostUnderTest {
  /**
   * One rule's plugin on a listener of its own.
   *
   * @param name unique, of letters, digits and dashes; also the plugin's VM id
   * @param module the binary module's file
   * @param port the listener's port, on loopback
   * @param pluginConfiguration JSON
   */
  record Deployment(
      String name, Path module, int port, String vmConfiguration, String pluginConfiguration) {}

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
   * Starts it with every deployment and one worker, and waits until it serves. All requests go to
   * the upstream {@code origin}; there is a second, {@code nobody}, where nothing listens.
   *
   * @param origin speaks HTTP/1.1
   * @param folder for its files
   * @throws IOException when it does not start, with its last output
   */
  Running start(List<Deployment> deployments, InetSocketAddress origin, Path folder)
      throws IOException, InterruptedException;
}
