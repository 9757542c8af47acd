package io.weir.registry.server;

import java.nio.charset.StandardCharsets;

/** Writes numbers in the Prometheus text exposition format, version 0.0.4. One thread. */
final class MetricsText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(2048);

  /** A number that only grows; its name ends in {@code _total}. */
  MetricsText counter(String name, String help) {
    return family(name, "counter", help);
  }

  /** A number as it is now. */
  MetricsText gauge(String name, String help) {
    return family(name, "gauge", help);
  }

  private MetricsText family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  /** A value of the family before, without labels. */
  MetricsText value(String name, long value) {
    return value(name, "", value);
  }

  /**
   * A value of the family before.
   *
   * @param labels {@code name="value",...}, written as they are
   */
  MetricsText value(String name, String labels, long value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
    return this;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
