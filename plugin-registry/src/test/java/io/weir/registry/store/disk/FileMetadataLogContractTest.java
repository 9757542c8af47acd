package io.weir.registry.store.disk;

import io.weir.registry.store.MetadataLog;
import io.weir.registry.store.MetadataLogContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileMetadataLogContractTest extends MetadataLogContract {
  @TempDir Path folder;

  @Override
  protected MetadataLog openLog() throws IOException {
    return new FileMetadataLog(folder, Flush.ON);
  }
}
