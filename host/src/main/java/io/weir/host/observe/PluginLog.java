package io.weir.host.observe;

import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.host.LogSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What plugins log, under one logger a plugin: {@code plugin.NAME}. */
public final class PluginLog implements LogSink {
  private static final Logger all = LoggerFactory.getLogger("plugin");

  @Override
  public LogLevel level() {
    if (all.isTraceEnabled()) {
      return LogLevel.TRACE;
    }
    if (all.isDebugEnabled()) {
      return LogLevel.DEBUG;
    }
    return all.isInfoEnabled() ? LogLevel.INFO : LogLevel.WARN;
  }

  @Override
  public void log(String plugin, LogLevel level, String message) {
    Logger log = LoggerFactory.getLogger("plugin." + plugin);
    switch (level) {
      case TRACE -> log.trace("{}", message);
      case DEBUG -> log.debug("{}", message);
      case INFO -> log.info("{}", message);
      case WARN -> log.warn("{}", message);
      case ERROR, CRITICAL -> log.error("{}", message);
    }
  }
}
