package io.weir.host.callout;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of gRPC's own Java library, whose messages are bytes as they are. */
final class GrpcServer implements AutoCloseable {
  private static final Metadata.Key<byte[]> BYTES =
      Metadata.Key.of("x-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<String> TEXT =
      Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);

  private static final MethodDescriptor.Marshaller<byte[]> RAW =
      new MethodDescriptor.Marshaller<>() {
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
      };

  private final Server server;

  /** Calls that the client has taken back. */
  final AtomicInteger cancelled = new AtomicInteger();

  GrpcServer() throws IOException {
    ServerServiceDefinition service =
        ServerServiceDefinition.builder("test.Echo")
            .addMethod(method("Unary", MethodType.UNARY), ServerCalls.asyncUnaryCall(this::unary))
            .addMethod(
                method("Fail", MethodType.UNARY), ServerCalls.asyncUnaryCall(GrpcServer::fail))
            .addMethod(method("Silent", MethodType.UNARY), ServerCalls.asyncUnaryCall(this::silent))
            .addMethod(
                method("Many", MethodType.SERVER_STREAMING),
                ServerCalls.asyncServerStreamingCall(GrpcServer::many))
            .addMethod(
                method("Chat", MethodType.BIDI_STREAMING),
                ServerCalls.asyncBidiStreamingCall(GrpcServer::chat))
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(ServerInterceptors.intercept(service, GrpcServer::echoMetadata))
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.newBuilder(RAW, RAW)
        .setFullMethodName("test.Echo/" + name)
        .setType(type)
        .build();
  }

  /** What a client sends comes back with the headers; the trailers tell of its deadline. */
  private static <Q, A> ServerCall.Listener<Q> echoMetadata(
      ServerCall<Q, A> call, Metadata sent, ServerCallHandler<Q, A> next) {
    return next.startCall(
        new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<Q, A>(call) {
          @Override
          public void sendHeaders(Metadata headers) {
            copy(sent, headers, BYTES);
            copy(sent, headers, TEXT);
            super.sendHeaders(headers);
          }

          @Override
          public void close(Status status, Metadata trailers) {
            copy(sent, trailers, BYTES);
            super.close(status, trailers);
          }
        },
        sent);
  }

  private static <T> void copy(Metadata from, Metadata to, Metadata.Key<T> key) {
    T value = from.get(key);
    if (value != null) {
      to.put(key, value);
    }
  }

  private void unary(byte[] message, StreamObserver<byte[]> answer) {
    answer.onNext(message);
    answer.onCompleted();
  }

  private static void fail(byte[] message, StreamObserver<byte[]> answer) {
    answer.onError(
        Status.PERMISSION_DENIED.withDescription("not for you: 5% é").asRuntimeException());
  }

  private void silent(byte[] message, StreamObserver<byte[]> answer) {
    ((io.grpc.stub.ServerCallStreamObserver<byte[]>) answer)
        .setOnCancelHandler(cancelled::incrementAndGet);
  }

  private static void many(byte[] message, StreamObserver<byte[]> answer) {
    for (byte i = 0; i < message[0]; i++) {
      answer.onNext(new byte[] {i});
    }
    answer.onNext(new byte[0]);
    answer.onCompleted();
  }

  private static StreamObserver<byte[]> chat(StreamObserver<byte[]> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        answer.onNext(message);
      }

      @Override
      public void onError(Throwable cause) {
        // the client has gone
      }

      @Override
      public void onCompleted() {
        answer.onCompleted();
      }
    };
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
