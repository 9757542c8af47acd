package io.weir.host.redis;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands as RESP2 has them: arrays of strings. */
final class RespCommand {
  /**
   * Commands to which not exactly one reply comes, or that change what all later ones mean: one
   * connection serves the whole VM.
   */
  private static final Set<String> OWN_CONNECTION =
      Set.of(
          "SUBSCRIBE",
          "PSUBSCRIBE",
          "SSUBSCRIBE",
          "UNSUBSCRIBE",
          "PUNSUBSCRIBE",
          "SUNSUBSCRIBE",
          "MONITOR",
          "SYNC",
          "PSYNC",
          "REPLCONF",
          "HELLO",
          "RESET",
          "CLIENT REPLY");

  private RespCommand() {}

  static byte[] of(String... words) {
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    line(command, '*', words.length);
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      line(command, '$', bytes.length);
      command.writeBytes(bytes);
      command.write('\r');
      command.write('\n');
    }
    return command.toByteArray();
  }

  private static void line(ByteArrayOutputStream command, char type, int number) {
    command.writeBytes((type + Integer.toString(number) + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Whether this is exactly one command. Two, or none as {@code *0} is, would shift the replies of
   * all that follow by one.
   */
  static boolean isOne(byte[] command) {
    if (command.length < 2 || command[0] != '*' || command[1] < '1' || command[1] > '9') {
      return false;
    }
    try {
      RespScanner scanner = new RespScanner(command.length);
      return scanner.scan(Unpooled.wrappedBuffer(command)) == command.length;
    } catch (RespException e) {
      return false;
    }
  }

  /**
   * The name of a command that a shared connection cannot serve, else null.
   *
   * @param command one, as {@link #isOne} has it
   */
  static @Nullable String misfit(byte[] command) {
    String name = word(command, 0);
    String known = name.equals("CLIENT") ? name + " " + word(command, 1) : name;
    return OWN_CONNECTION.contains(known) ? known : null;
  }

  /** A word in capitals; empty when there is none. Of no use for long ones: names are short. */
  private static String word(byte[] command, int index) {
    int at = lineEnd(command, 0);
    for (int i = 0; at < command.length && command[at] == '$'; i++) {
      int start = lineEnd(command, at);
      int length = Integer.parseInt(ascii(command, at + 1, start - 2));
      if (i == index) {
        return ascii(command, start, start + Math.clamp(length, 0, 32)).toUpperCase(Locale.ROOT);
      }
      at = length < 0 ? start : start + length + 2;
    }
    return "";
  }

  private static int lineEnd(byte[] command, int from) {
    int at = from;
    while (command[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private static String ascii(byte[] command, int from, int to) {
    return new String(command, from, to - from, StandardCharsets.US_ASCII);
  }
}
