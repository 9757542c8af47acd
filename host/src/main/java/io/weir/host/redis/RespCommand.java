package io.weir.host.redis;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Commands as RESP2 has them: arrays of strings. */
final class RespCommand {
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
}
