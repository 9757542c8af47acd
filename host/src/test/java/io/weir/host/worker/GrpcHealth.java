package io.weir.host.worker;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A gRPC server with the health service, by grpc-java; the messages are read by hand. */
final class GrpcHealth implements AutoCloseable {
  private final Set<String> services = ConcurrentHashMap.newKeySet();
  private final Server server;

  /** What it says: 1 is SERVING, 2 NOT_SERVING. */
  volatile int serving = 1;

  GrpcHealth() throws IOException {
    MethodDescriptor<byte[], byte[]> check =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder("grpc.health.v1.Health")
                    .addMethod(check, ServerCalls.asyncUnaryCall(this::answer))
                    .build())
            .build()
            .start();
  }

  /** HealthCheckRequest has a string as field 1, HealthCheckResponse an enum as field 1. */
  private void answer(byte[] request, StreamObserver<byte[]> answer) {
    services.add(new String(request, 2, request[1], StandardCharsets.UTF_8));
    answer.onNext(new byte[] {0x08, (byte) serving});
    answer.onCompleted();
  }

  boolean asked(String service) {
    return services.contains(service);
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
