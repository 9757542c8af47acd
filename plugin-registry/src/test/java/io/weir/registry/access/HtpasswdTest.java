package io.weir.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtpasswdTest {
  private static final Path FILE = Path.of("users");
  private static final String HASH =
      "$2y$05$" + "abcdefghijklmnopqrstuv" + "abcdefghijklmnopqrstuvwxyzABCDE";

  @Test
  void readsBcryptOnly() throws IOException {
    var users = Htpasswd.parse(FILE, "# people\nalice:" + HASH + "\n\nbob:" + HASH + "\n");
    assertEquals(HASH, users.get("alice"));
    assertEquals(2, users.size());
  }

  @ParameterizedTest
  @CsvSource({
    "alice:$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00, an MD5 hash",
    "alice:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=, a SHA-1 hash",
    "alice:rqXexS6ZhobKA, a crypt hash",
    "alice:$6$rounds=1$abc, a SHA-2 crypt hash",
    "alice:secret, no hash that is known",
    "alice:$2y$31$abc, a bcrypt hash that is broken or too costly"
  })
  void refusesOtherKindsByName(String line, String kind) {
    var refused = assertThrows(IOException.class, () -> Htpasswd.parse(FILE, "\n" + line));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.startsWith("users:2: user alice has " + kind), said);
    assertTrue(said.endsWith("run htpasswd -B users alice)"), said);
  }

  @Test
  void refusesTheOwnersName() {
    assertThrows(IOException.class, () -> Htpasswd.parse(FILE, "weir:" + HASH));
    assertThrows(IOException.class, () -> Htpasswd.parse(FILE, "no colon"));
  }
}
