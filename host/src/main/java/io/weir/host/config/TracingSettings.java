package io.weir.host.config;

import java.util.Map;

/**
 * Where spans go, by OTLP over HTTP with protobuf.
 *
 * @param endpoint the URL that takes traces: {@code http://collector:4318/v1/traces}
 * @param samplingPercent how many of a hundred requests that come with no decision of their caller
 *     have spans
 * @param serviceName {@code service.name} of the spans' resource
 * @param headers sent with each export; values may name secrets
 */
public record TracingSettings(
    String endpoint, double samplingPercent, String serviceName, Map<String, String> headers) {
  public static final double SAMPLING_PERCENT = 1;
  public static final String SERVICE_NAME = "weir";
}
