package io.weir.host.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.weir.host.config.Redactor;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** The log: readable lines on standard error, without secrets. Set up in code, which is faster. */
final class Logging {
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} %msg%n";

  private Logging() {}

  static void configure(String level, Redactor redactor) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, redactor));
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level));
    root.addAppender(appender);
    if (!root.getLevel().equals(Level.TRACE)) {
      // the frameworks' own debugging drowns the gateway's
      context.getLogger("io.netty").setLevel(Level.WARN);
      context.getLogger("io.micronaut").setLevel(Level.WARN);
      context.getLogger("reactor").setLevel(Level.WARN);
    }
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(
      LoggerContext context, Redactor redactor) {
    RedactingLayout layout = new RedactingLayout(redactor);
    layout.setContext(context);
    layout.setPattern(PATTERN);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  /** Takes secrets out of whole lines, stack traces included. */
  private static final class RedactingLayout extends PatternLayout {
    private final Redactor redactor;

    RedactingLayout(Redactor redactor) {
      this.redactor = redactor;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
      return redactor.redact(super.doLayout(event));
    }
  }
}
