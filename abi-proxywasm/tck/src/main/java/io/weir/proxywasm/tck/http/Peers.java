package io.weir.proxywasm.tck.http;

import io.weir.proxywasm.tck.rule.Message;
import io.weir.proxywasm.tck.rule.Trait;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a gateway has around it: the servers behind it and the client before it. */
final class Peers implements AutoCloseable {
  private static final int TIMEOUT_MS = 10_000;

  final Script script = new Script();
  private final Origin origin;
  private final Http2Origin http2;
  private final Http2Client client = new Http2Client();
  private final @Nullable RedisServer redis;

  Peers() throws IOException {
    redis = RedisServer.start();
    origin = new Origin(script);
    http2 = new Http2Origin(script);
  }

  Surroundings surroundings() {
    int redisPort = redis == null ? Surroundings.NOBODY : redis.port();
    return new Surroundings(origin.port(), http2.port(), redisPort);
  }

  boolean hasRedis() {
    return redis != null;
  }

  /** The whole answer to {@code request}, or null when the gateway broke it off. */
  @Nullable Message exchange(int port, Message request, Set<Trait> traits)
      throws IOException, InterruptedException {
    if (traits.contains(Trait.HTTP2)) {
      return client.exchange(port, request, TIMEOUT_MS);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
      send(socket, request);
      return answer(socket);
    }
  }

  private static void send(Socket socket, Message request) throws InterruptedException {
    String start = request.start() + " HTTP/1.1\r\nhost: tck.example";
    try {
      Wire.write(socket.getOutputStream(), request, start, Wire.STEADY);
    } catch (IOException e) {
      return; // answered before all was sent: the answer tells
    }
  }

  private @Nullable Message answer(Socket socket) throws IOException {
    try {
      return Wire.read(new BufferedInputStream(socket.getInputStream()), true, script::read);
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer in " + TIMEOUT_MS + " ms", e);
    } catch (IOException e) {
      return null; // reset, or closed in the middle
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    http2.close();
    origin.close();
    if (redis != null) {
      redis.close();
    }
  }
}
