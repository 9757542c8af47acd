package io.weir.host.observe.log;

import io.weir.host.observe.record.StreamRecord;
import java.net.SocketAddress;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One thing that a line says of a stream. */
sealed interface Operator {
  /** Text of whatever origin, null for none. */
  record Text(Function<StreamRecord, @Nullable String> of) implements Operator {}

  /** A number, negative for none. */
  record Number(ToLongFunction<StreamRecord> of) implements Operator {}

  /** An address, null for none. */
  record Address(Function<StreamRecord, @Nullable SocketAddress> of, boolean port)
      implements Operator {}

  /** When the stream began, in UTC: {@code 2026-01-31T23:59:59.999Z}. */
  record Start() implements Operator {}
}
