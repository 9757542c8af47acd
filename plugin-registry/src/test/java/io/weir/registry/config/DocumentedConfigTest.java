package io.weir.registry.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/registry.md are configurations that can be read. */
class DocumentedConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "registry.md");
  private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}]+)}");

  @TempDir Path folder;

  @Test
  void readsEveryExample() throws Exception {
    String page = Files.readString(PAGE);
    String key = publicKey(); // does for any other secret too
    for (var file = FILE.matcher(page); file.find(); ) {
      Path named = folder.resolve(file.group(1));
      Files.createDirectories(named.resolveSibling("."));
      Files.writeString(named, key);
    }
    List<String> sections =
        Arrays.stream(RegistryConfig.class.getRecordComponents())
            .map(each -> each.getName())
            .toList();
    ConfigReader reader = new ConfigReader("docs", new References(folder, name -> "value"));
    int read = 0;
    for (var block = BLOCK.matcher(page); block.find(); ) {
      String text = block.group(1);
      if (sections.contains(text.lines().findFirst().orElse("").split(":")[0])) {
        assertDoesNotThrow(() -> reader.read(text, RegistryConfig.class), text);
        read++;
      }
    }
    assertTrue(read >= 6, "only " + read);
  }

  private static String publicKey() throws GeneralSecurityException {
    byte[] key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getEncoder().encodeToString(key));
  }
}
