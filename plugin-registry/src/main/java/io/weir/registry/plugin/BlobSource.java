package io.weir.registry.plugin;

import io.weir.registry.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where the layers of an artifact are read from. May block. */
public interface BlobSource {
  /**
   * Opens a blob; the caller closes it.
   *
   * @return null when it is not there
   */
  @Nullable InputStream open(Descriptor blob) throws IOException;
}
