package io.weir.registry.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryConfigTest {
  @TempDir Path folder;

  /** Every kind of value that sections are made of. */
  record Sample(
      Duration period,
      ByteSize size,
      Secret secret,
      Path path,
      List<String> names,
      Integer count) {}

  @Test
  void hasDefaultsWithoutAFileAndForAnEmptyOne() throws IOException {
    assertTrue(RegistryConfig.ofData(folder).access().anonymousPull());
    assertEquals(RegistryConfig.defaults(), RegistryConfig.parse(""));
    assertEquals(RegistryConfig.defaults(), RegistryConfig.parse("# nothing yet\n"));
    assertEquals(RegistryConfig.defaults(), RegistryConfig.parse("access:\n"));
  }

  @Test
  void readsTheFileOfADataFolder() throws IOException {
    Files.writeString(folder.resolve("registry.yaml"), "access:\n  anonymousPull: false\n");
    assertFalse(RegistryConfig.ofData(folder).access().anonymousPull());
  }

  @Test
  void namesFileLineFieldAndRemedyOfAnUnknownField() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), "access:\n  anonymouspull: false\n");
    var refused = assertThrows(ConfigException.class, () -> RegistryConfig.read(file));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.startsWith(file + ":2: access.anonymouspull: unknown field (expected: "), said);
    assertTrue(said.contains("anonymousPull"), said);
  }

  @Test
  void namesWhatAValueShouldBe() {
    assertEquals(
        "registry.yaml:1: access.anonymousPull: maybe (expected: true or false)",
        refusal("access: {anonymousPull: maybe}"));
    assertEquals(
        "registry.yaml:1: access: expected: fields, as name: value", refusal("access: [1]"));
    assertTrue(
        refusal("{limits: {sparse: true}, plugins: {validation: enforce}}")
            .contains("limits.sparse: true (expected: false with plugins.validation: enforce"));
    assertTrue(refusal("access: {}\naccess: {}").startsWith("registry.yaml:2: "), "a field twice");
    assertTrue(refusal("access: {").startsWith("registry.yaml:1"), "broken YAML");
  }

  @Test
  void readsEveryKindOfValue() throws IOException {
    Sample sample =
        sample(
            "period: 1h30m\nsize: 10GiB\nsecret: '${env:S}'\npath: sub/x\nnames: [a, '${env:N}']\n"
                + "count: ${env:C}\n");
    assertEquals(Duration.ofMinutes(90), sample.period());
    assertEquals(10L << 30, sample.size().bytes());
    assertEquals("s3cret", sample.secret().value());
    assertEquals("Secret[***]", sample.secret().toString());
    assertEquals(folder.resolve("sub/x"), sample.path());
    assertEquals(List.of("a", "b"), sample.names());
    assertEquals(7, sample.count());
  }

  @Test
  void takesSecretsFromFilesBesideIt() throws IOException {
    Files.writeString(folder.resolve("key"), "from-file\n");
    assertEquals("from-file", sample("secret: ${file:key}\n").secret().value());
    String gone = sampleRefusal("secret: ${file:gone}");
    assertTrue(gone.startsWith("sample.yaml:1: secret: ${file:gone}: "), gone);
    String unset = sampleRefusal("names: ['${env:UNSET}']");
    assertTrue(unset.startsWith("sample.yaml:1: names[0]: ${env:UNSET}: not set"), unset);
  }

  @Test
  void refusesSizesAndTimesThatAreNone() {
    assertEquals(
        "sample.yaml:1: size: 10 gigs (expected: a size such as 500MB or 10GiB)",
        sampleRefusal("size: 10 gigs"));
    assertEquals(
        "sample.yaml:1: period: 10 (expected: a length of time such as 30s, 24h or 90d)",
        sampleRefusal("period: 10"));
    assertEquals(
        "sample.yaml:1: count: many (expected: a whole number)", sampleRefusal("count: many"));
    assertThrows(IllegalArgumentException.class, () -> ByteSize.parse("99999999999TiB"));
  }

  private Sample sample(String yaml) throws ConfigException {
    References.Environment set =
        name ->
            switch (name) {
              case "S" -> "s3cret";
              case "N" -> "b";
              case "C" -> "7";
              default -> null;
            };
    return new ConfigReader("sample.yaml", new References(folder, set)).read(yaml, Sample.class);
  }

  private String sampleRefusal(String yaml) {
    return String.valueOf(assertThrows(ConfigException.class, () -> sample(yaml)).getMessage());
  }

  private static String refusal(String yaml) {
    var refused = assertThrows(ConfigException.class, () -> RegistryConfig.parse(yaml));
    return String.valueOf(refused.getMessage());
  }
}
