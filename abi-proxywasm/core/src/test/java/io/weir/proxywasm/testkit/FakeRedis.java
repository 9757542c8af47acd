package io.weir.proxywasm.testkit;

import io.weir.proxywasm.ext.higress.RedisCallout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes Redis commands; a test answers them. It knows every upstream but {@code nowhere}. */
public final class FakeRedis implements RedisCallout {
  /** One service that was connected to. */
  public static final class FakeClient implements RedisClient {
    public final String login;
    public final Options options;
    public final List<String> commands = new ArrayList<>();
    public final List<Listener> listeners = new ArrayList<>();
    public boolean full;
    public boolean closed;

    private FakeClient(String login, Options options) {
      this.login = login;
      this.options = options;
    }

    @Override
    public boolean call(byte[] command, Listener listener) {
      if (full) {
        return false;
      }
      commands.add(new String(command, StandardCharsets.UTF_8));
      listeners.add(listener);
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  public final List<FakeClient> clients = new ArrayList<>();

  @Override
  public @Nullable RedisClient connect(
      String upstream, String username, String password, Options options) {
    if (upstream.equals("nowhere")) {
      return null;
    }
    FakeClient client = new FakeClient(upstream + " " + username + ":" + password, options);
    clients.add(client);
    return client;
  }
}
