package io.weir.proxywasm.internal;

import io.weir.proxywasm.ext.higress.RedisCallout;
import io.weir.proxywasm.ext.higress.RedisCallout.RedisClient;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One Redis service that a VM has named. Commands wait until there is a loop. */
final class RedisService {
  /** What it was named with. */
  record Settings(String upstream, String username, String password, RedisCallout.Options options) {
    /** Without the secrets. */
    @Override
    public String toString() {
      return upstream + " " + options;
    }
  }

  private record Request(byte[] command, RedisCallout.Listener listener) {}

  final Settings settings;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private @Nullable RedisClient client;

  RedisService(Settings settings) {
    this.settings = settings;
  }

  /** False when there is no such upstream. */
  boolean connect(RedisCallout redis) {
    client =
        redis.connect(settings.upstream, settings.username, settings.password, settings.options);
    return client != null;
  }

  /** Sends what waits, as far as there is somebody to take it; the rest fails. */
  void flush() {
    Request request;
    while ((request = waiting.poll()) != null) {
      if (client == null || !client.call(request.command, request.listener)) {
        request.listener.onFailure("cannot be sent to " + settings.upstream);
      }
    }
  }

  /** Sends a command, or has it wait. */
  boolean call(byte[] command, RedisCallout.Listener listener) {
    RedisClient now = client;
    return now == null ? waiting.add(new Request(command, listener)) : now.call(command, listener);
  }

  void close() {
    waiting.clear();
    if (client != null) {
      client.close();
    }
  }
}
