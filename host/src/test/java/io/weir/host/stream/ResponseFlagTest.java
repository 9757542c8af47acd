package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.observe.record.Flags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseFlagTest {
  /** The names are those of Envoy's documentation, in the order of its bits. */
  private static String expected(ResponseFlag flag) {
    return switch (flag) {
      case NO_HEALTHY_UPSTREAM -> "UH";
      case UPSTREAM_REQUEST_TIMEOUT -> "UT";
      case UPSTREAM_CONNECTION_FAILURE -> "UF";
      case UPSTREAM_CONNECTION_TERMINATION -> "UC";
      case UPSTREAM_OVERFLOW -> "UO";
      case NO_ROUTE_FOUND -> "NR";
      case DELAY_INJECTED -> "DI";
      case FAULT_INJECTED -> "FI";
      case DOWNSTREAM_CONNECTION_TERMINATION -> "DC";
      case UPSTREAM_RETRY_LIMIT_EXCEEDED -> "URX";
      case STREAM_IDLE_TIMEOUT -> "SI";
      case DURATION_TIMEOUT -> "DT";
      case UPSTREAM_PROTOCOL_ERROR -> "UPE";
      case NO_CLUSTER_FOUND -> "NC";
      case OVERLOAD_MANAGER -> "OM";
    };
  }

  @ParameterizedTest
  @EnumSource
  void isLoggedByEnvoysShortName(ResponseFlag flag) {
    assertEquals(expected(flag), Flags.names(flag.bit()));
  }
}
