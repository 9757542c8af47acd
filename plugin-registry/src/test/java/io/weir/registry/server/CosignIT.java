package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.Commands;
import io.weir.registry.WasmBytes;
import io.weir.registry.config.RegistryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures as the real cosign makes them, and warnings as the real oras prints them. */
class CosignIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private Commands commands;

  @BeforeEach
  void start() throws Exception {
    commands = new Commands(folder);
    Files.createDirectories(folder.resolve("docker"));
    Files.write(folder.resolve("plugin.wasm"), WasmBytes.plugin());
    Files.write(
        folder.resolve("text.wasm"), "no module".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private ServerHarness serve(String config) throws Exception {
    return new ServerHarness(
        RegistryOptions.of("127.0.0.1", 0, folder.resolve("r"), ServerHarness.TOKEN)
            .withConfig(RegistryConfig.parse(config)));
  }

  private static String host(ServerHarness harness) {
    return "localhost:" + harness.server.address().getPort();
  }

  private String push(ServerHarness harness, String file) throws Exception {
    return commands.ok(
        "sh",
        "-c",
        "%s push -u weir -p %s %s/plugins/a:1.0.0 %s:application/wasm 2>&1"
            .formatted(Commands.oras(), ServerHarness.TOKEN, host(harness), file));
  }

  @ParameterizedTest
  @CsvSource({"cosign-v2.6.1,v2", "cosign-v3.1.3,v3"})
  void aSignatureIsVerifiedWhenItsKeyIsTrusted(String program, String major) throws Exception {
    String cosign =
        Commands.tool(
            program,
            "go install github.com/sigstore/cosign/%s/cmd/cosign@%s, named %s"
                .formatted(major, program.substring(7), program));
    commands.ok("env", "COSIGN_PASSWORD=", cosign, "generate-key-pair");
    String key = "${file:" + folder.resolve("cosign.pub") + "}";
    try (ServerHarness harness =
        serve("plugins: { trust: [ { name: ann, publicKey: '" + key + "' } ] }")) {
      push(harness, "plugin.wasm");
      assertEquals("unsigned", signature(harness, "unsigned").path("state").asText());
      commands.ok(sign(cosign, major, host(harness) + "/plugins/a:1.0.0"));
      assertEquals("ann", signature(harness, "verified").path("signer").asText());
    }
    try (ServerHarness harness = serve("")) {
      assertEquals("unknown", signature(harness, "unknown").path("state").asText());
    }
  }

  private static String[] sign(String cosign, String major, String reference) {
    List<String> command =
        new ArrayList<>(List.of("env", "COSIGN_PASSWORD=", cosign, "sign", "--key", "cosign.key"));
    command.addAll(List.of("--yes", "--tlog-upload=false", "--allow-http-registry"));
    command.addAll(
        List.of("--registry-username=weir", "--registry-password=" + ServerHarness.TOKEN));
    if (major.equals("v3")) {
      command.add("--use-signing-config=false");
    }
    command.add(reference);
    return command.toArray(String[]::new);
  }

  /** When the catalogue has followed, or what it has after a while. */
  private static JsonNode signature(ServerHarness harness, String state) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    JsonNode found = MAPPER.missingNode();
    while (!found.path("state").asText().equals(state) && Instant.now().isBefore(end)) {
      Thread.sleep(20);
      byte[] body = harness.get("/api/v1/plugins/plugins/a").body();
      found = MAPPER.readTree(body).path("signature");
    }
    return found;
  }

  @Test
  void orasPrintsWhatIsWrong() throws Exception {
    try (ServerHarness harness = serve("")) {
      String printed = push(harness, "text.wasm");
      assertTrue(printed.contains("plugin.wasm: not a WebAssembly module"), printed);
    }
  }
}
