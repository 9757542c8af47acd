package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcStatusTest {
  @ParameterizedTest
  @CsvSource({"0, 200", "2, 500", "5, 404", "12, 501", "13, 500", "14, 503", "99, 500", ", 500"})
  void standsForOneOfHttp(@Nullable String grpc, int http) {
    assertEquals(http, GrpcStatus.asHttp(grpc));
  }

  @ParameterizedTest
  @CsvSource({
    "200, application/grpc,       true",
    "200, application/grpc+proto, true",
    "503, application/grpc,       false",
    "200, application/grpc-web,   false",
    "200, text/plain,             false"
  })
  void decidesForAnswersOfGrpcAlone(String status, String type, boolean expected) {
    HeaderList head = new HeaderList();
    head.add(":status", status);
    head.add("content-type", type);
    assertEquals(expected, GrpcStatus.decides(head));
  }

  @Test
  void doesNotDecideWithoutAType() {
    HeaderList head = new HeaderList();
    head.add(":status", "200");
    assertEquals(false, GrpcStatus.decides(head));
  }
}
