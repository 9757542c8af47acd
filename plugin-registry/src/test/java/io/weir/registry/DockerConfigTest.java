package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigTest {
  @TempDir Path folder;

  @Test
  void findsAnEncodedPair() throws IOException {
    String auth =
        Base64.getEncoder().encodeToString("alice:s:ecret".getBytes(StandardCharsets.UTF_8));
    DockerConfig config = write("{\"auths\":{\"h:5000\":{\"auth\":\"" + auth + "\"}}}");

    assertEquals(new Credentials("alice", "s:ecret"), config.find("h:5000"));
    assertNull(config.find("other"));
  }

  @Test
  void findsDockerHubByItsOldName() throws IOException {
    DockerConfig config =
        write(
            "{\"auths\":{\"https://index.docker.io/v1/\":"
                + "{\"username\":\"a\",\"password\":\"b\"}}}");

    assertEquals(new Credentials("a", "b"), config.find("docker.io"));
  }

  @Test
  void findsAnIdentityToken() throws IOException {
    DockerConfig config = write("{\"auths\":{\"h\":{\"identitytoken\":\"refresh\"}}}");

    Credentials found = config.find("h");
    assertNotNull(found);
    assertEquals("refresh", found.identityToken());
  }

  @Test
  void goesOnWithoutAFileOrWithABrokenOne() throws IOException {
    assertNull(new DockerConfig(folder.resolve("none")).find("h"));
    assertNull(write("{").find("h"));
    assertNull(write("{\"credHelpers\":{\"h\":\"no-such-helper-here\"}}").find("h"));
    assertNull(write("{\"credHelpers\":{\"h\":\"../../evil\"}}").find("h"));
  }

  @Test
  void printsNoPassword() {
    assertFalse(new Credentials("a", "topsecret").toString().contains("topsecret"));
  }

  private DockerConfig write(String json) throws IOException {
    return new DockerConfig(Files.writeString(folder.resolve("config.json"), json));
  }
}
