package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.observe.WorkerWatch;
import io.weir.host.route.RouteTable;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A codec that fails in the middle of a stream's work. */
class StreamFaultTest {
  private final AtomicInteger finished = new AtomicInteger();

  private final Downstream down =
      fake(
          Downstream.class,
          method -> {
            if (method.equals("writeHeaders")) {
              throw new IllegalStateException("as the test has it");
            }
            if (method.equals("finished")) {
              finished.incrementAndGet();
            }
            return method.equals("listener") ? "web" : null;
          });
  private final StreamHost host =
      fake(
          StreamHost.class,
          method ->
              switch (method) {
                case "routeTable" -> RouteTable.EMPTY;
                case "watch" -> new WorkerWatch();
                case "isShedding" -> false;
                default -> null;
              });

  private interface Answer {
    @Nullable Object to(String method);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    Object made =
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (p, m, a) -> answer.to(m.getName()));
    return type.cast(made);
  }

  @Test
  void itEndsOnceAndFinishesItsConnection() {
    HeaderList headers = new HeaderList();
    headers.add(":method", "GET");
    headers.add(":path", "/");
    Stream stream = new Stream(host, down);
    stream.start(headers, true, false);
    assertEquals(1, finished.get());
    stream.onReset();
    assertEquals(1, finished.get());
  }
}
