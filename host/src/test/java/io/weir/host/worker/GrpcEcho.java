package io.weir.host.worker;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A real gRPC server whose messages are plain text, and channels to it or to the gateway. */
final class GrpcEcho implements AutoCloseable {
  /** Answers with its request. */
  static final MethodDescriptor<String, String> UNARY = method(MethodType.UNARY, "unary");

  /** Answers with each character of its request. */
  static final MethodDescriptor<String, String> SPELL =
      method(MethodType.SERVER_STREAMING, "spell");

  /** Answers with all of its requests, joined. */
  static final MethodDescriptor<String, String> JOIN = method(MethodType.CLIENT_STREAMING, "join");

  /** Answers each request as it comes. */
  static final MethodDescriptor<String, String> CHAT = method(MethodType.BIDI_STREAMING, "chat");

  /** Fails, with its request as the reason. */
  static final MethodDescriptor<String, String> FAIL = method(MethodType.UNARY, "fail");

  /** Never answers. */
  static final MethodDescriptor<String, String> HANG = method(MethodType.UNARY, "hang");

  static final Metadata.Key<String> TRAILER =
      Metadata.Key.of("x-trailer", Metadata.ASCII_STRING_MARSHALLER);

  /** A permit for each call that hangs. */
  final Semaphore hanging = new Semaphore(0);

  /** A permit for each call that a client has given up. */
  final Semaphore cancelled = new Semaphore(0);

  private final Server server;

  GrpcEcho() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(service())
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  static CallOptions within(long millis) {
    return CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS);
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder("test.Echo")
        .addMethod(UNARY, ServerCalls.asyncUnaryCall(GrpcEcho::once))
        .addMethod(
            SPELL,
            ServerCalls.asyncServerStreamingCall(
                (String request, StreamObserver<String> answer) -> {
                  request.chars().forEach(c -> answer.onNext(Character.toString(c)));
                  answer.onCompleted();
                }))
        .addMethod(JOIN, ServerCalls.asyncClientStreamingCall(Joined::new))
        .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(Chat::new))
        .addMethod(
            FAIL,
            (ServerCall<String, String> call, Metadata headers) -> {
              Metadata trailers = new Metadata();
              trailers.put(TRAILER, "failed");
              call.close(Status.NOT_FOUND.withDescription("no such thing"), trailers);
              return new ServerCall.Listener<>() {};
            })
        .addMethod(
            HANG,
            ServerCalls.asyncUnaryCall(
                (String request, StreamObserver<String> answer) -> {
                  ((ServerCallStreamObserver<String>) answer)
                      .setOnCancelHandler(cancelled::release);
                  hanging.release();
                }))
        .build();
  }

  private static void once(String request, StreamObserver<String> answer) {
    answer.onNext(request);
    answer.onCompleted();
  }

  /** Collects the requests of one call. */
  private static final class Joined implements StreamObserver<String> {
    private final StreamObserver<String> answer;
    private final StringBuilder text = new StringBuilder();

    Joined(StreamObserver<String> answer) {
      this.answer = answer;
    }

    @Override
    public void onNext(String request) {
      text.append(request);
    }

    @Override
    public void onError(Throwable t) {}

    @Override
    public void onCompleted() {
      once(text.toString(), answer);
    }
  }

  private record Chat(StreamObserver<String> answer) implements StreamObserver<String> {
    @Override
    public void onNext(String request) {
      answer.onNext("you said " + request);
    }

    @Override
    public void onError(Throwable t) {}

    @Override
    public void onCompleted() {
      answer.onCompleted();
    }
  }

  private static MethodDescriptor<String, String> method(MethodType type, String name) {
    return MethodDescriptor.<String, String>newBuilder(new Text(), new Text())
        .setType(type)
        .setFullMethodName("test.Echo/" + name)
        .build();
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream bytes) {
      try {
        return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw Status.INTERNAL.withCause(e).asRuntimeException();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }
}
