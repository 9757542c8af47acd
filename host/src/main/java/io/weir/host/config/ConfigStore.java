package io.weir.host.config;

/** A source that the gateway owns and writes. */
public interface ConfigStore extends ConfigSource {
  /**
   * Writes {@code config} beside the stored one, so that a full disk is known before anything is
   * live; blocks.
   *
   * @throws ConfigException when it cannot be written
   */
  Staged stage(GatewayConfig config);

  /** A written configuration that does not count yet. One of the two methods is called, once. */
  interface Staged {
    /**
     * Puts it in the place of the stored one, which is kept as the one before.
     *
     * @throws ConfigException when the file system refuses; the stored one still counts then
     */
    void commit();

    /** Forgets it. */
    void discard();
  }
}
