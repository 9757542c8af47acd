package io.weir.registry.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagPolicyTest {
  private static final Digest ONE = Digest.sha256("1".getBytes(StandardCharsets.UTF_8));
  private static final Digest TWO = Digest.sha256("2".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3", "v1.2.3", "0.0.0", "1.2.3-rc.1", "v1.2.3-rc.1_build.5", "1.0.0_amd64"})
  void keepsFullVersions(String tag) throws IOException {
    TagPolicy policy = policy("");
    var refused =
        assertThrows(RegistryFault.class, () -> asked(() -> policy.mayMove("a", tag, ONE, TWO)));
    assertEquals(403, refused.response().status());
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("DENIED: tag a:" + tag + " is immutable and names " + ONE));
    assertThrows(RegistryFault.class, () -> asked(() -> policy.mayDeleteTag("a", tag, ONE)));
    assertDoesNotThrow(() -> asked(() -> policy.mayMove("a", tag, null, ONE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "1",
        "1.2",
        "v1",
        "1.2.3.4",
        "01.2.3",
        "1.2.x",
        "sha256-0a.sig",
        "image"
      })
  void letsOthersMoveAndGo(String tag) throws IOException {
    TagPolicy policy = policy("");
    assertDoesNotThrow(() -> asked(() -> policy.mayMove("a", tag, ONE, TWO)));
    assertDoesNotThrow(() -> asked(() -> policy.mayDeleteTag("a", tag, ONE)));
  }

  @Test
  void followsTheFirstRuleThatMatches() throws IOException {
    TagPolicy policy =
        policy(
            "tags: {allowDelete: true, rules: [{repositories: [dev/**], immutable: none},"
                + " {repositories: ['**'], immutable: all}]}");
    assertDoesNotThrow(() -> asked(() -> policy.mayMove("dev/a", "1.0.0", ONE, TWO)));
    assertThrows(RegistryFault.class, () -> asked(() -> policy.mayMove("a", "latest", ONE, TWO)));
    assertThrows(RegistryFault.class, () -> asked(() -> policy.mayDeleteTag("a", "latest", ONE)));
    TagPolicy lenient = policy("tags: {allowDelete: true}");
    assertDoesNotThrow(() -> asked(() -> lenient.mayDeleteTag("a", "1.0.0", ONE)));
  }

  @Test
  void isForRequestsOnly() throws IOException {
    TagPolicy policy = policy("");
    assertDoesNotThrow(() -> policy.mayDeleteTag("a", "1.0.0", ONE));
  }

  private static void asked(Runnable change) throws IOException {
    Requests.asked(change);
  }

  private static TagPolicy policy(String yaml) throws IOException {
    return new TagPolicy(RegistryConfig.parse(yaml).tags());
  }
}
