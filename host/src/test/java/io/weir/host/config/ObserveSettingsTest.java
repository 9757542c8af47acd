package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ObserveSettingsTest {
  private static final String ALL =
      """
      gateway:
        accessLog:
          path: /var/log/weir/access.log
          format: "%PROTOCOL%"
          json: { status: "%RESPONSE_CODE%", agent: "%REQ(USER-AGENT):80%" }
          filter: { minStatus: 400, minDuration: 250ms, samplePercent: 12.5, excludePaths: [ /live ] }
        tracing:
          endpoint: http://127.0.0.1:4318/v1/traces
          samplingPercent: 5
          serviceName: edge
          headers: { authorization: "${env:OTLP_TOKEN}" }
        metrics: { routes: 10 }
      """;

  @Test
  void whatIsWrittenReadsBackTheSame() {
    GatewayConfig config = Texts.yaml(ALL);
    assertEquals(config, Texts.json(ConfigWriter.json(config)));
    assertEquals(config, Texts.yaml(ConfigWriter.yaml(config)));
  }

  @Test
  void withoutASectionNothingIsLoggedOrTraced() {
    GatewayConfig.Gateway gateway = Texts.yaml("gateway: { plugins: [] }").gateway();
    assertNull(gateway.accessLog());
    assertNull(gateway.tracing());
    assertEquals(1_000, gateway.metrics().routes());
  }

  @Test
  void everyMistakeIsNamed() {
    String text =
        """
        gateway:
          accessLog:
            path: access.log
            format: "%NOPE%"
            json: { a: "%REQ%" }
            filter: { minStatus: 600, samplePercent: 101, nope: 1 }
          tracing: { endpoint: "collector:4318", samplingPercent: -1, serviceName: "" }
          metrics: { routes: -1 }
        """;
    String message =
        String.valueOf(assertThrows(ConfigException.class, () -> Texts.yaml(text)).getMessage());
    for (String place :
        new String[] {
          "accessLog.path",
          "accessLog.format",
          "accessLog.json.a",
          "filter.minStatus",
          "filter.samplePercent",
          "filter.nope",
          "tracing.endpoint",
          "tracing.samplingPercent",
          "tracing.serviceName",
          "metrics.routes"
        }) {
      assertTrue(message.contains(place), place + " in " + message);
    }
  }
}
