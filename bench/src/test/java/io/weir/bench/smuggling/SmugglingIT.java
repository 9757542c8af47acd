package io.weir.bench.smuggling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every case through a running Weir to the recorder; nginx and Node are for the command. */
class SmugglingIT {
  @TempDir Path folder;

  @Test
  void nothingIsPassedOn() throws Exception {
    List<Probe> probes = ProbeFiles.all();
    Map<String, Verdict> verdicts;
    try (Recorder recorder = Recorder.start()) {
      GatewayStart gateway = GatewayStart.weir(folder, recorder.port());
      try (AutoCloseable process = gateway.process()) {
        verdicts = new Column(recorder, gateway.port()).run(probes);
      }
    }
    List<String> failed =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getValue().failed())
            .map(entry -> entry.getKey() + ": " + entry.getValue().text())
            .toList();
    assertEquals(List.of(), failed);
  }
}
