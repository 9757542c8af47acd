package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CpuAffinityTest {
  private static final Path STATUS = Path.of("/proc/thread-self/status");

  private static String allowed() {
    try (var lines = Files.lines(STATUS)) {
      return lines.filter(l -> l.startsWith("Cpus_allowed_list:")).findFirst().orElse("");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String onItsOwnThread(CpuAffinity affinity, int number) {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              affinity.bind(number);
              seen.complete(allowed());
            });
    return seen.join();
  }

  @Test
  void bindsThreadsInTurn() {
    String first = allowed().replaceAll("\\D*(\\d+).*", "$1");
    CpuAffinity affinity = new CpuAffinity(List.of(Integer.valueOf(first)));
    assertTrue(onItsOwnThread(affinity, 0).endsWith("\t" + first));
    assertTrue(onItsOwnThread(affinity, 7).endsWith("\t" + first));
  }

  @Test
  void leavesThreadsAloneWithoutAList() {
    assertEquals(allowed(), onItsOwnThread(new CpuAffinity(List.of()), 0));
  }

  /** A processor that the machine has not is a warning, not a gateway that does not start. */
  @Test
  void survivesAProcessorThatIsNotThere() {
    assertEquals(allowed(), onItsOwnThread(new CpuAffinity(List.of(1023)), 0));
  }
}
