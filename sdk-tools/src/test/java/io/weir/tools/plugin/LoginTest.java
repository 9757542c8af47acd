package io.weir.tools.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.CredentialSource;
import io.weir.registry.Credentials;
import io.weir.tools.cli.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@SuppressWarnings("NullAway.Init") // JUnit and picocli set the fields
class LoginTest {
  private static final CredentialSource DOCKER =
      registry -> registry.equals("ghcr.io") ? new Credentials("docker", "d") : null;

  @Command
  private static final class Flags {
    @Mixin private DataFolder data;
  }

  @TempDir private Path folder;
  private DataFolder data;

  @BeforeEach
  void parse() {
    Flags flags = new Flags();
    new CommandLine(flags).parseArgs("--data", folder.toString());
    data = flags.data;
  }

  @Test
  void theTokenIsForThisMachineOnly() throws IOException {
    Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    Login login = new Login(null, data, DOCKER);

    assertEquals(new Credentials("weir", "0123456789abcdef"), login.find("localhost:5000"));
    assertEquals(new Credentials("weir", "0123456789abcdef"), login.find("[::1]:5000"));
    assertEquals(new Credentials("docker", "d"), login.find("ghcr.io"));
    assertNull(login.find("localhost.example.com:5000"));
  }

  @Test
  void withoutATokenDockersConfigIsAsked() {
    CredentialSource docker = registry -> new Credentials("docker", registry);

    assertEquals(
        new Credentials("docker", "127.0.0.1:5000"),
        new Login(null, data, docker).find("127.0.0.1:5000"));
  }

  @Test
  void whatIsGivenComesFirst() throws IOException {
    Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    Credentials given = new Credentials("me", "secret");

    assertEquals(given, new Login(given, data, DOCKER).find("127.0.0.1:5000"));
  }

  @Test
  void theRemedyNamesWhatWasTried() {
    Login login = new Login(null, data, DOCKER);

    assertNull(login.find("127.0.0.1:5000"));
    assertTrue(login.remedy("127.0.0.1:5000").contains(folder.resolve("token").toString()));
    assertNull(login.find("quay.io"));
    assertTrue(login.remedy("quay.io").contains("docker login quay.io"));
    assertEquals(new Credentials("docker", "d"), login.find("ghcr.io"));
    assertTrue(login.remedy("ghcr.io").contains("the docker config's login for ghcr.io"));
  }
}
