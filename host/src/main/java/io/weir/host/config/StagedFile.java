package io.weir.host.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that has been written and waits for its name. */
final class StagedFile implements ConfigStore.Staged {
  private static final Logger log = LoggerFactory.getLogger(StagedFile.class);

  private final StoreContents contents;
  private final Path file;
  private final GatewayConfig config;
  private final byte[] bytes;

  /**
   * @param bytes what is in {@code file}: {@code config}
   */
  StagedFile(StoreContents contents, Path file, GatewayConfig config, byte[] bytes) {
    this.contents = contents;
    this.file = file;
    this.config = config;
    this.bytes = bytes;
  }

  @Override
  public void commit() {
    contents.replace(file, config, bytes);
  }

  @Override
  public void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the next stage overwrites it
      log.warn("{}: {}", file, FileErrors.describe(e));
    }
  }
}
