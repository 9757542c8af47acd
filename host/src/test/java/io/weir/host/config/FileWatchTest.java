package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watched file, changed in the ways that editors and Kubernetes have. */
@SuppressWarnings("NullAway.Init")
class FileWatchTest {
  @TempDir Path folder;
  private final RecordingApplier applier = new RecordingApplier();
  private Path file;
  private ConfigService service;

  @BeforeEach
  void begin() throws Exception {
    file = folder.resolve("gateway.yaml");
    Files.writeString(file, text("first"));
    start(file);
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  void servesTheFileAtFirst() {
    assertEquals("first", upstream());
    assertEquals(1, service.live().generation());
  }

  @Test
  void seesAWriteInPlace() throws Exception {
    Files.writeString(file, text("second"));
    awaitUpstream("second");
    Files.writeString(file, text("third"));
    awaitUpstream("third");
  }

  @Test
  void seesARenameOverTheFile() throws Exception {
    Path next = Files.writeString(folder.resolve("next"), text("second"));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    awaitUpstream("second");
  }

  @Test
  void seesAFileThatIsRemovedAndMadeAgain() throws Exception {
    Files.delete(file);
    Await.until("refused", () -> !service.refusal().isEmpty());
    assertTrue(service.refusal().getFirst().message().endsWith("no such file"));
    assertEquals("first", upstream());
    Files.writeString(file, text("second"));
    awaitUpstream("second");
    Await.until("no refusal", () -> service.refusal().isEmpty());
  }

  @Test
  void seesTheSwapOfALinkedFolderAsKubernetesDoesIt() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    version(mount, "..v1", "first");
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..v1"));
    Files.createSymbolicLink(mount.resolve("c.yaml"), Path.of("..data/c.yaml"));
    service.close();
    start(mount.resolve("c.yaml"));
    version(mount, "..v2", "second");
    Files.createSymbolicLink(mount.resolve("..tmp"), Path.of("..v2"));
    Files.move(mount.resolve("..tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    awaitUpstream("second");
  }

  @Test
  void seesAChangeBehindALinkToElsewhere() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path target = Files.writeString(elsewhere.resolve("c.yaml"), text("first"));
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), target);
    service.close();
    start(link);
    Files.writeString(target, text("second"));
    awaitUpstream("second");
  }

  @Test
  void aBadFileKeepsTheRunningConfiguration() throws Exception {
    Files.writeString(file, "upstreams:\n  - { name: second, endpoint: [ a:1 ] }\n");
    Await.until("refused", () -> !service.refusal().isEmpty());
    assertEquals("upstreams[0].endpoint", service.refusal().getFirst().path());
    assertEquals(2, service.refusal().getFirst().line());
    assertEquals("first", upstream());
    Files.writeString(file, text("second"));
    awaitUpstream("second");
  }

  @Test
  void whatTheGatewayRefusesIsTriedAgainWhenTheFileIsSavedAgain() throws Exception {
    applier.refuseWith(new ConfigException.Problem("plugins[waf].url", 0, "no answer", "start it"));
    Files.writeString(file, text("second"));
    Await.until("refused", () -> !service.refusal().isEmpty());
    assertEquals("first", upstream());
    applier.refuseWith(null);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    awaitUpstream("second");
  }

  @Test
  void changesDuringAChangeAreOne() throws Exception {
    applier.shut();
    Files.writeString(file, text("second"));
    Thread.sleep(300);
    for (int i = 0; i < 5; i++) {
      Files.writeString(file, text("try-" + i));
      Thread.sleep(150);
    }
    Files.writeString(file, text("last"));
    Thread.sleep(300);
    applier.open();
    awaitUpstream("last");
    assertTrue(applier.applied().size() <= 3, "applied: " + applier.applied());
  }

  private void start(Path watched) {
    service = new ConfigService(new FileConfigSource(watched), applier);
    service.start();
  }

  private static void version(Path mount, String name, String upstream) throws Exception {
    Path version = Files.createDirectory(mount.resolve(name));
    Files.writeString(version.resolve("c.yaml"), text(upstream));
  }

  private void awaitUpstream(String name) throws InterruptedException {
    Await.until("upstream " + name, () -> upstream().equals(name));
  }

  private String upstream() {
    return service.live().config().upstreams().getFirst().name();
  }

  private static String text(String upstream) {
    return "upstreams: [ { name: " + upstream + ", endpoints: [ a:1 ] } ]\n";
  }
}
