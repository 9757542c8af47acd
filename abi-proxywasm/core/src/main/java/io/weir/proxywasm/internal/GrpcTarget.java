package io.weir.proxywasm.internal;

import java.nio.charset.StandardCharsets;

/**
 * Whom a gRPC call goes to: plugins name a cluster, or give Envoy's {@code GrpcService} message
 * with {@code envoy_grpc.cluster_name} or {@code google_grpc.target_uri}.
 */
final class GrpcTarget {
  private static final int ENVOY_GRPC = 1;
  private static final int GOOGLE_GRPC = 2;
  private static final int NAME = 1; // cluster_name and target_uri alike

  private GrpcTarget() {}

  /** The upstream's name. What is no such message is a name as it is. */
  static String of(byte[] service) {
    String[] name = {""};
    boolean message =
        ProtoFields.read(
            service,
            (number, value, from, to) -> {
              if (from >= 0 && (number == ENVOY_GRPC || number == GOOGLE_GRPC)) {
                ProtoFields.read(
                    service,
                    from,
                    to,
                    (n, v, f, t) -> {
                      if (n == NAME && f >= 0) {
                        name[0] = ProtoFields.text(service, f, t);
                      }
                    });
              }
            });
    return message && !name[0].isEmpty()
        ? name[0]
        : new String(service, StandardCharsets.ISO_8859_1);
  }
}
