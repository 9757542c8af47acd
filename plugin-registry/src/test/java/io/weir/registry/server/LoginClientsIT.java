package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Commands;
import io.weir.registry.config.RegistryConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed registry with users of the real htpasswd, as the tools that people have meet it. */
class LoginClientsIT {
  private static final String FILE = "plugin.wasm:application/wasm";

  @TempDir Path folder;
  private Commands commands;
  private ServerHarness harness;
  private String registry;

  @BeforeEach
  void start() throws Exception {
    commands = new Commands(folder);
    String htpasswd = Commands.tool("htpasswd", "apt-get install apache2-utils");
    commands.ok(htpasswd, "-B", "-b", "-c", "users", "alice", "wonder");
    commands.ok(htpasswd, "-B", "-b", "users", "bob", "builder");
    Files.writeString(
        folder.resolve("registry.yaml"),
        """
        access:
          anonymousPull: false
          htpasswd: users
          rules:
            - {repositories: [team/**], users: [alice], actions: [pull, push, delete]}
            - {repositories: [team/**], users: ['*'], actions: [pull]}
        """);
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN)
                .withConfig(RegistryConfig.read(folder.resolve("registry.yaml"))));
    registry = "localhost:" + harness.server.address().getPort();
    Files.write(
        folder.resolve("plugin.wasm"), "\0asm\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectories(folder.resolve("docker"));
  }

  @AfterEach
  void stop() {
    if (harness != null) {
      harness.close();
    }
  }

  @Test
  void orasPushesAsOneUserAndPullsAsAnother() throws Exception {
    String oras = Commands.oras();
    String reference = registry + "/team/demo:1.0.0";
    refused(oras, "login", registry, "-u", "alice", "-p", "wrong");
    commands.ok(oras, "login", registry, "-u", "alice", "-p", "wonder");
    commands.ok(oras, "push", reference, FILE);
    String moved = refused(oras, "push", "--annotation", "a=b", reference, FILE);
    assertTrue(moved.contains("is immutable"), moved);
    refused(oras, "push", registry + "/other/demo:1", FILE);

    commands.ok(oras, "login", registry, "-u", "bob", "-p", "builder");
    refused(oras, "push", registry + "/team/demo:2.0.0", FILE);
    commands.ok(oras, "pull", reference, "-o", "pulled");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("plugin.wasm")),
        Files.readAllBytes(folder.resolve("pulled/plugin.wasm")));
    assertEquals("team/demo", commands.ok(oras, "repo", "ls", registry).strip());
    commands.ok(oras, "logout", registry);
    refused(oras, "pull", reference, "-o", "none");
  }

  @Test
  void craneCopiesTagsAndDeletes() throws Exception {
    String crane = Commands.crane();
    String image = registry + "/team/image:1";
    commands.ok(crane, "auth", "login", registry, "-u", "alice", "-p", "wonder");
    commands.ok("tar", "-czf", "layer.tar.gz", "plugin.wasm");
    commands.ok(crane, "append", "-f", "layer.tar.gz", "-t", image, "--oci-empty-base");
    commands.ok(crane, "copy", image, registry + "/team/copy:1"); // mounts
    refused(crane, "copy", image, registry + "/other/copy:1");
    assertEquals("team/copy\nteam/image\n", commands.ok(crane, "catalog", registry));
    String digest = commands.ok(crane, "digest", image).strip();
    commands.ok(crane, "delete", registry + "/team/image@" + digest);
    refused(crane, "manifest", image);
  }

  @Test
  void skopeoCopiesThereAndBack() throws Exception {
    String skopeo = Commands.skopeo();
    String crane = Commands.crane();
    commands.ok(crane, "auth", "login", registry, "-u", "alice", "-p", "wonder");
    commands.ok("tar", "-czf", "layer.tar.gz", "plugin.wasm");
    String image = registry + "/team/image:1";
    commands.ok(crane, "append", "-f", "layer.tar.gz", "-t", image, "--oci-empty-base");
    String[] credentials = {"--src-creds", "bob:builder", "--dest-creds", "alice:wonder"};
    commands.ok(
        skopeo,
        "copy",
        "--insecure-policy",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        credentials[0],
        credentials[1],
        credentials[2],
        credentials[3],
        "docker://" + image,
        "docker://" + registry + "/team/skopeo:1");
    refused(skopeo, "inspect", "--tls-verify=false", "--creds", "bob:wrong", "docker://" + image);
    refused(skopeo, "inspect", "--tls-verify=false", "--no-creds", "docker://" + image);
    String tags =
        commands.ok(
            skopeo,
            "list-tags",
            "--tls-verify=false",
            "--creds",
            "bob:builder",
            "docker://" + registry + "/team/skopeo");
    assertTrue(tags.contains("\"1\""), tags);
  }

  /** What a command said that failed. */
  private String refused(String... command) {
    return String.valueOf(
        assertThrows(AssertionError.class, () -> commands.ok(command)).getMessage());
  }
}
