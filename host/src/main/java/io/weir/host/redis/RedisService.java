package io.weir.host.redis;

import io.weir.host.upstream.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis a client talks to, and as whom.
 *
 * @param name as the plugin calls it
 * @param cluster what the name means now, asked at each connect; null once it means nothing
 */
record RedisService(
    String name,
    Supplier<@Nullable Cluster> cluster,
    String username,
    String password,
    int database) {

  /** What is said first on each connection. */
  record Greeting(String what, byte[] command) {}

  List<Greeting> greetings() {
    List<Greeting> greetings = new ArrayList<>();
    if (!username.isEmpty()) {
      greetings.add(new Greeting("AUTH", RespCommand.of("AUTH", username, password)));
    } else if (!password.isEmpty()) {
      greetings.add(new Greeting("AUTH", RespCommand.of("AUTH", password)));
    }
    if (database != 0) {
      String number = Integer.toString(database);
      greetings.add(new Greeting("SELECT " + number, RespCommand.of("SELECT", number)));
    }
    return greetings;
  }

  @Override
  public String toString() {
    return "redis " + name; // never the password
  }
}
