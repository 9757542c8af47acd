package io.weir.bench.routes;

import java.util.Random;

/** Changes of one route at a time, each followed by a request that must see it. */
final class Changes {
  private static final int NOT_FOUND = 404;

  private final RouteClient client;
  private final int routes;
  private final boolean oneHost;
  private final Random random = new Random(1);
  private long[] nanos = {};
  private int version;
  private int unseen;

  Changes(RouteClient client, int routes, boolean oneHost) {
    this.client = client;
    this.routes = routes;
    this.oneHost = oneHost;
  }

  /** Another path for one that is there. */
  void change(int count) throws Exception {
    nanos = new long[count];
    for (int i = 0; i < count; i++) {
      int number = random.nextInt(routes);
      String path = "/v" + ++version;
      nanos[i] = client.put(number, RouteDocument.route(number, oneHost, path));
      see(number, path, true);
    }
  }

  /** One that is not there. */
  void add(int count) throws Exception {
    nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = client.put(routes + i, RouteDocument.route(routes + i, oneHost, "/v0"));
      see(routes + i, "/v0", true);
    }
  }

  /** Those that {@link #add} has added. */
  void delete(int count) throws Exception {
    nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = client.delete(routes + i);
      see(routes + i, "/v0", false);
    }
  }

  private void see(int number, String version, boolean there) throws Exception {
    int status =
        client.status(
            RouteDocument.host(number, oneHost), RouteDocument.path(number, version) + "/x");
    unseen += (status != NOT_FOUND) == there ? 0 : 1;
  }

  /** The times of the calls, in nanoseconds. */
  long[] drain() {
    return nanos;
  }

  /** Requests that did not see the change that was answered before them. */
  int unseen() {
    return unseen;
  }
}
