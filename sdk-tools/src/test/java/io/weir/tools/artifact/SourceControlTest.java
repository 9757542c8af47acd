package io.weir.tools.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the field
class SourceControlTest {
  @TempDir private Path folder;

  @Test
  void anAddressHasNoCredentialsAndNoLocalPath() {
    assertEquals(
        "https://example.com/me/mine", SourceControl.address("git@example.com:me/mine.git"));
    assertEquals(
        "https://example.com/me/mine",
        SourceControl.address("https://user:secret@example.com/me/mine.git"));
    assertEquals(
        "https://example.com/me/mine", SourceControl.address("ssh://git@example.com:22/me/mine"));
    assertEquals("", SourceControl.address("/home/me/mine"));
  }

  @Test
  void outsideACloneThereIsNothingToTell() {
    assertEquals(new SourceControl("", ""), SourceControl.of(folder));
  }

  @Test
  void theRevisionIsThatOfTheFolder() throws Exception {
    git("init", "-q");
    Path plugin = Files.createDirectories(folder.resolve("plugin"));
    Files.writeString(plugin.resolve("a"), "1");
    commit();
    String first = SourceControl.of(plugin).revision();
    Files.writeString(folder.resolve("elsewhere"), "2");
    commit();

    assertTrue(first.matches("[0-9a-f]{40}"), first);
    assertEquals(first, SourceControl.of(plugin).revision());
    Files.writeString(plugin.resolve("a"), "3");
    assertEquals(first + "-dirty", SourceControl.of(plugin).revision());
  }

  private void commit() throws Exception {
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "x");
  }

  private void git(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } catch (IOException e) {
      Assumptions.abort("git is not on the PATH: skipping; get it: apt-get install git");
    }
  }
}
