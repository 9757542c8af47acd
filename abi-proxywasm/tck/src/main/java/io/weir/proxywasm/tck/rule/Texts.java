package io.weir.proxywasm.tck.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of directives. */
final class Texts {
  private static final Pattern REPEATED = Pattern.compile("(\\d+)\\*(.+)");

  private Texts() {}

  /**
   * {@code 100*ab} is ab a hundred times; {@code \n} is a line end, {@code \r} a carriage return
   * and {@code \0} a zero byte.
   */
  static String decode(String text) {
    Matcher repeated = REPEATED.matcher(text);
    if (repeated.matches()) {
      return decode(repeated.group(2)).repeat(Integer.parseInt(repeated.group(1)));
    }
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
  }
}
