package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.host.config.ConfigException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final Redactor redactor = new Redactor();
  private final Map<String, String> environment =
      Map.of("KEY", "sesame-open", "NESTED", "${env:KEY}", "EMPTY", "");
  private final Secrets secrets = new Secrets(environment::get, redactor);

  @Test
  void expandsVariablesAnywhereInStrings() throws Exception {
    JsonNode expanded =
        expand("{\"a\":[\"k=${env:KEY};${env:KEY}\",1,true,null],\"${env:KEY}\":{\"b\":\"x\"}}");
    assertEquals(
        "{\"a\":[\"k=sesame-open;sesame-open\",1,true,null],\"${env:KEY}\":{\"b\":\"x\"}}",
        expanded.toString());
  }

  @Test
  void leavesOtherDollarsAlone() throws Exception {
    for (String text : List.of("$", "a$b", "${1}", "${name}", "$$", "cost $5")) {
      assertEquals(text, expand(JSON.writeValueAsString(text)).textValue());
    }
  }

  @Test
  void escapes() throws Exception {
    assertEquals("${env:KEY}", expand("\"$${env:KEY}\"").textValue());
    assertEquals("${x}-sesame-open", expand("\"$${x}-${env:KEY}\"").textValue());
  }

  @Test
  void doesNotExpandWhatASecretHolds() throws Exception {
    assertEquals("${env:KEY}", expand("\"${env:NESTED}\"").textValue());
    assertEquals("", expand("\"${env:EMPTY}\"").textValue());
  }

  @Test
  void readsFilesAndTrimsOneLineEnd() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "line 1\nline 2\n\n");
    assertEquals("line 1\nline 2\n", expand("\"${file:" + file + "}\"").textValue());
    Files.writeString(file, "windows\r\n");
    assertEquals("windows", expand("\"${file:" + file + "}\"").textValue());
  }

  @Test
  void namesEveryMissingVariableAndItsPlace() {
    List<Problem> problems = problems("{\"a\":[\"${env:NO_1}-${env:NO_2}\"],\"b\":\"${env:KEY}\"}");
    assertEquals(
        List.of(
            "the environment variable \"NO_1\" is not set",
            "the environment variable \"NO_2\" is not set"),
        problems.stream().map(Problem::message).toList());
    assertEquals("plugins[p].pluginConfig.a[0]", problems.getFirst().path());
    assertTrue(problems.getFirst().remedy().startsWith("set it for the gateway's process"));
    assertFalse(problems.toString().contains("sesame"), "a value in an error");
  }

  @Test
  void namesBadFiles() throws Exception {
    Path missing = folder.resolve("missing");
    assertProblem(missing.toString(), "the secret file \"" + missing + "\": no such file");
    assertProblem(folder.toString(), "the secret file \"" + folder + "\" is no regular file");
    assertProblem("key", "the secret file \"key\" (expected: an absolute path)");
    Path large = folder.resolve("large");
    Files.write(large, new byte[Secrets.MAX_FILE_BYTES + 1]);
    assertProblem(large.toString(), "the secret file \"" + large + "\" is larger than 1Mi");
    Path binary = folder.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xff});
    assertProblem(binary.toString(), "the secret file \"" + binary + "\" is not UTF-8 text");
  }

  @Test
  void refusesAReferenceThatDoesNotEnd() {
    Problem problem = problems("\"${env:KEY\"").getFirst();
    assertEquals("a ${ that no } ends", problem.message());
    assertEquals("add the }, or write $${ for a plain ${", problem.remedy());
  }

  @Test
  void expandsVmConfig() {
    VmConfig expanded =
        secrets.expand(
            new VmConfig(Map.of("A", "${env:KEY}"), "c=${env:KEY}"), "plugins[p].vmConfig");
    assertEquals(new VmConfig(Map.of("A", "sesame-open"), "c=sesame-open"), expanded);
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                secrets.expand(new VmConfig(Map.of("A", "${env:NO}"), ""), "plugins[p].vmConfig"));
    assertEquals("plugins[p].vmConfig.env.A", e.problems().getFirst().path());
  }

  @Test
  void tellsTheRedactor() throws Exception {
    assertEquals("key sesame-open", redactor.redact("key sesame-open"));
    expand("\"${env:KEY}\"");
    assertEquals("key ***, again ***", redactor.redact("key sesame-open, again sesame-open"));
  }

  private JsonNode expand(String json) throws Exception {
    return secrets.expand(JSON.readTree(json), "plugins[p].pluginConfig");
  }

  private List<Problem> problems(String json) {
    return assertThrows(ConfigException.class, () -> expand(json)).problems();
  }

  private void assertProblem(String file, String message) {
    assertEquals(message, problems("\"${file:" + file + "}\"").getFirst().message());
  }
}
