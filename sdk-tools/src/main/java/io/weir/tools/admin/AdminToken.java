package io.weir.tools.admin;

import io.weir.tools.cli.ToolException;

/**
 * The token that opens an admin API. Never printed.
 *
 * @param value what is sent
 * @param origin where it came from, for messages: {@code in /home/me/.weir/token}
 */
record AdminToken(String value, String origin) {
  static AdminToken of(String value, String origin) {
    String stripped = value.strip();
    if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new ToolException(
          "the token " + origin + " is none (expected: one line of letters and digits)",
          "copy it from the file token of the gateway's data folder");
    }
    return new AdminToken(stripped, origin);
  }

  @Override
  public String toString() {
    return "the token " + origin;
  }
}
