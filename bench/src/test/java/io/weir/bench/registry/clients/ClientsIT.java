package io.weir.bench.registry.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.weir.bench.registry.Tools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few clients, those that are here, over plain HTTP. It says which are not. */
class ClientsIT {
  @TempDir Path folder;

  @Test
  void eachDoesAllItCan() throws Exception {
    Tools tools = new Tools(Path.of("..").toAbsolutePath().normalize());
    ClientsRun run = new ClientsRun(tools, folder);
    Matrix matrix = run.run(run.few(), null);
    matrix.print(System.out);
    assertEquals(List.of(), matrix.failures());
    assertFalse(matrix.isEmpty());
  }
}
