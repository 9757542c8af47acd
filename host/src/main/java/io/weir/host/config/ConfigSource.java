package io.weir.host.config;

import java.nio.file.Path;

/**
 * Where the configuration comes from. A source that implements only this is read by the gateway and
 * written by somebody else; the API may write to a {@link ConfigStore}.
 */
public interface ConfigSource extends AutoCloseable {
  /** What it is, in one word: {@code file}, {@code store}. */
  String kind();

  /** Where it is on this machine. */
  Path path();

  /**
   * Reads the whole configuration; blocks.
   *
   * @throws ConfigException when it cannot be read or is wrong
   */
  GatewayConfig load();

  /**
   * Begins to call {@code changed} whenever {@link #load} may answer something new: on a thread of
   * the source, perhaps more often than needed, until the source is closed.
   */
  void watch(Runnable changed);

  @Override
  void close();
}
