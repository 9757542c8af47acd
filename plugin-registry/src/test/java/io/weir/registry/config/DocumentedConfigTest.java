package io.weir.registry.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/registry.md are configurations that can be read. */
class DocumentedConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "registry.md");
  private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void readsEveryExample() throws IOException {
    Files.writeString(folder.resolve("hook.key"), "k3y");
    List<String> sections =
        Arrays.stream(RegistryConfig.class.getRecordComponents())
            .map(each -> each.getName())
            .toList();
    ConfigReader reader = new ConfigReader("docs", new References(folder, name -> "value"));
    int read = 0;
    for (var block = BLOCK.matcher(Files.readString(PAGE)); block.find(); ) {
      String text = block.group(1);
      if (sections.contains(text.lines().findFirst().orElse("").split(":")[0])) {
        assertDoesNotThrow(() -> reader.read(text, RegistryConfig.class), text);
        read++;
      }
    }
    assertTrue(read >= 6, "only " + read);
  }
}
