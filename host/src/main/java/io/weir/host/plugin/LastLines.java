package io.weir.host.plugin;

import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.host.LogSink;
import java.util.ArrayDeque;

/** Passes log lines on and keeps the last warnings and errors, to say why a plugin was refused. */
final class LastLines implements LogSink {
  private static final int KEPT = 3;
  private static final int MAX_LENGTH = 500;

  private final LogSink next;
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  LastLines(LogSink next) {
    this.next = next;
  }

  @Override
  public LogLevel level() {
    return next.level();
  }

  @Override
  public void log(String plugin, LogLevel level, String message) {
    next.log(plugin, level, message);
    if (level.compareTo(LogLevel.WARN) < 0) {
      return;
    }
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.add(message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) : message);
  }

  /** The lines, joined; empty when there were none. */
  String text() {
    return String.join(" | ", lines);
  }
}
