package io.weir.engine.wasmtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wasmtime's several lines about a trap, as one. */
final class TrapText {
  private static final String CAUSE = "Caused by:";
  private static final Pattern FRAME =
      Pattern.compile("^\\s*\\d+:\\s+0x\\p{XDigit}+ - [^!\\n]*!(.*)$", Pattern.MULTILINE);
  private static final int FRAMES = 6;

  private TrapText() {}

  /** The reason, then the innermost functions. Text of another form only loses its line breaks. */
  static String oneLine(String text) {
    int cause = text.lastIndexOf(CAUSE);
    String reason = cause < 0 ? text : text.substring(cause + CAUSE.length());
    String line = reason.strip().replaceAll("\\s*\\n\\s*", "; ");
    return cause < 0 ? line : line + frames(text.substring(0, cause));
  }

  private static String frames(String backtrace) {
    StringBuilder frames = new StringBuilder();
    Matcher frame = FRAME.matcher(backtrace);
    for (int i = 0; frame.find(); i++) {
      if (i == FRAMES) {
        return frames.append(" < ...").toString();
      }
      frames.append(i == 0 ? ", in " : " < ").append(frame.group(1).strip());
    }
    return frames.toString();
  }
}
