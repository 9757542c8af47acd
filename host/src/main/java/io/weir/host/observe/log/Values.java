package io.weir.host.observe.log;

import io.weir.host.observe.record.StreamRecord;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Writes what an operator gives, escaped. */
final class Values {
  /** A day's date is computed once; on the loops, so each has its own. */
  private final Clock clock = new Clock();

  private final boolean json;

  Values(boolean json) {
    this.json = json;
  }

  /** Whether there was a value to write. */
  boolean write(Operator operator, int most, StreamRecord record, LineBuffer line) {
    return switch (operator) {
      case Operator.Text text -> text(text.of().apply(record), most, line);
      case Operator.Number number -> number(number.of().applyAsLong(record), line);
      case Operator.Address address -> address(address.of().apply(record), address.port(), line);
      case Operator.Start start -> {
        clock.write(record.startedAtMillis(), line);
        yield true;
      }
    };
  }

  private boolean text(@Nullable String text, int most, LineBuffer line) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    line.text(text, most, json);
    return true;
  }

  private static boolean number(long value, LineBuffer line) {
    if (value < 0) {
      return false;
    }
    line.number(value);
    return true;
  }

  private static boolean address(@Nullable SocketAddress address, boolean port, LineBuffer line) {
    if (!(address instanceof InetSocketAddress at) || at.isUnresolved()) {
      return false;
    }
    InetAddress host = at.getAddress();
    if (host instanceof Inet4Address) {
      byte[] bytes = host.getAddress();
      for (int i = 0; i < bytes.length; i++) {
        line.ascii(i == 0 ? "" : ".");
        line.number(bytes[i] & 255);
      }
    } else {
      line.ascii(port ? "[" + host.getHostAddress() + "]" : host.getHostAddress());
    }
    if (port) {
      line.ascii(":");
      line.number(at.getPort());
    }
    return true;
  }
}
