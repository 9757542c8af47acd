package io.weir.registry.store;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Content of a local file, which can be sent by file region.
 *
 * @param file open for reading; closed with this
 * @param size of all of it, in bytes
 */
public record FileContent(FileChannel file, long size) implements Content {
  @Override
  public void close() throws IOException {
    file.close();
  }
}
