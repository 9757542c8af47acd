package io.weir.host.admin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTagsTest {
  private static final String TAG = "\"abc\"";

  @Test
  void comparesByRfc9110() {
    assertTrue(EntityTags.ifMatch(List.of()).test(TAG));
    assertTrue(EntityTags.ifMatch(List.of("*")).test(TAG));
    assertTrue(EntityTags.ifMatch(List.of("\"x\", \"abc\"")).test(TAG));
    assertTrue(EntityTags.ifMatch(List.of("\"x\"", "\"abc\"")).test(TAG));
    assertFalse(EntityTags.ifMatch(List.of("\"x\"")).test(TAG));
    assertFalse(EntityTags.ifMatch(List.of("W/\"abc\"")).test(TAG), "weak tags never match");
    assertFalse(EntityTags.ifMatch(List.of("abc")).test(TAG));
    assertFalse(EntityTags.ifMatch(List.of("")).test(TAG));
  }
}
