package io.weir.registry.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.AccessToken;
import io.weir.registry.ClientOptions;
import io.weir.registry.CredentialSource;
import io.weir.registry.Credentials;
import io.weir.registry.PluginLayout;
import io.weir.registry.PluginPackage;
import io.weir.registry.PluginPuller;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.config.S3Config;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole registry that keeps everything in a bucket. */
class S3RegistryIT {
  private static final String TOKEN = "0123456789abcdef-token";

  @TempDir static Path folder;
  private static S3Server s3;

  @BeforeAll
  static void startServer() {
    s3 = S3Server.start(folder);
  }

  @AfterAll
  static void stopServer() {
    if (s3 != null) {
      s3.close();
    }
  }

  @Test
  void aPluginOutlivesTheRegistryAndItsDisk() throws IOException {
    S3Config bucket = s3.freshPrefix();
    byte[] wasm = new byte[100_000];
    new Random(1).nextBytes(wasm);
    System.arraycopy(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 0, wasm, 0, 8);
    try (RegistryServer server = start("first", bucket)) {
      push(server, wasm);
      assertPulled(server, wasm);
    }

    try (RegistryServer server = start("second", bucket)) {
      assertPulled(server, wasm);
    }
  }

  @Test
  void aSecondRegistryFencesTheFirst() throws IOException {
    S3Config bucket = s3.freshPrefix();
    try (RegistryServer first = start("third", bucket);
        RegistryServer second = start("fourth", bucket)) {
      byte[] wasm = {0, 'a', 's', 'm', 1, 0, 0, 0};
      assertThrows(RegistryException.class, () -> push(first, wasm));
      push(second, wasm);
      assertPulled(second, wasm);
    }
  }

  @Test
  void saysWhichBucketIsMissing() {
    S3Config there = s3.freshPrefix();
    S3Config missing =
        new S3Config(
            there.endpoint(),
            there.region(),
            "no-such-bucket",
            there.prefix(),
            there.accessKeyId(),
            there.secretAccessKey(),
            true);

    IOException refused = assertThrows(IOException.class, () -> start("fifth", missing));
    assertTrue(refused.toString().contains("storage.s3: bucket no-such-bucket"), refused::toString);
  }

  private static RegistryServer start(String disk, S3Config bucket) throws IOException {
    String config =
        """
        storage:
          s3:
            endpoint: %s
            bucket: %s
            prefix: %s
            accessKeyId: %s
            secretAccessKey: %s
        """
            .formatted(
                bucket.endpoint(),
                bucket.bucket(),
                bucket.prefix(),
                Objects.requireNonNull(bucket.accessKeyId()).value(),
                Objects.requireNonNull(bucket.secretAccessKey()).value());
    return RegistryServer.start(
        RegistryOptions.of("127.0.0.1", 0, folder.resolve(disk), TOKEN)
            .withConfig(RegistryConfig.parse(config)));
  }

  private static void push(RegistryServer server, byte[] wasm) throws IOException {
    Reference reference = Reference.parse(server.authority() + "/plugins/demo:1.0.0");
    ClientOptions options =
        ClientOptions.defaults().withCredentials(any -> new Credentials(AccessToken.USER, TOKEN));
    try (RegistryClient client = new RegistryClient(options)) {
      new PluginPackage(wasm, "a: b\n", "# demo\n", Map.of())
          .push(client, reference, PluginLayout.CNCF);
    }
  }

  private static void assertPulled(RegistryServer server, byte[] wasm) throws IOException {
    ClientOptions options = ClientOptions.defaults().withCredentials(CredentialSource.NONE);
    try (PluginPuller puller =
        new PluginPuller(Files.createTempDirectory(folder, "cache"), options)) {
      var artifact = puller.pull("oci://" + server.authority() + "/plugins/demo:1.0.0", null);
      assertArrayEquals(wasm, artifact.wasm());
      assertEquals(PluginLayout.CNCF, artifact.layout());
    }
  }
}
