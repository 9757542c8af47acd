package io.weir.host.observe.log;

import io.weir.host.config.LogPattern.Command;
import io.weir.host.observe.log.Operator.Address;
import io.weir.host.observe.log.Operator.Number;
import io.weir.host.observe.log.Operator.Start;
import io.weir.host.observe.log.Operator.Text;
import io.weir.host.observe.record.Flags;
import io.weir.host.observe.record.StreamRecord;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Where each command operator has its value from. */
final class Operators {
  private static final long MILLI = 1_000_000;
  private static final String GRPC_STATUS = "grpc-status";

  private Operators() {}

  static Operator of(Command command) {
    return switch (command.operator()) {
      case START_TIME -> new Start();
      case PATH -> new Text(StreamRecord::target);
      case PROTOCOL -> new Text(StreamRecord::protocol);
      case RESPONSE_CODE -> new Number(StreamRecord::status);
      case RESPONSE_CODE_DETAILS -> new Text(StreamRecord::detail);
      case RESPONSE_FLAGS -> new Text(record -> Flags.names(record.flags()));
      case GRPC_STATUS_NUMBER -> new Number(Operators::grpcStatus);
      case BYTES_RECEIVED -> new Number(StreamRecord::requestBytes);
      case BYTES_SENT -> new Number(StreamRecord::responseBytes);
      case DURATION -> new Number(record -> record.durationNanos() / MILLI);
      case DURATION_US -> new Number(record -> record.durationNanos() / 1_000);
      case RESPONSE_DURATION -> new Number(record -> millis(record.upstreamHeadersNanos()));
      case UPSTREAM_HOST -> new Address(StreamRecord::upstream, true);
      case UPSTREAM_CLUSTER -> new Text(StreamRecord::cluster);
      case UPSTREAM_REQUEST_ATTEMPT_COUNT -> new Number(StreamRecord::attempts);
      case UPSTREAM_TRANSPORT_FAILURE_REASON -> new Text(StreamRecord::upstreamFailure);
      case ROUTE_NAME -> new Text(StreamRecord::route);
      case LISTENER_NAME -> new Text(StreamRecord::listener);
      case DOWNSTREAM_REMOTE_ADDRESS -> new Address(StreamRecord::client, true);
      case DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT -> new Address(StreamRecord::client, false);
      case DOWNSTREAM_DIRECT_REMOTE_ADDRESS -> new Address(StreamRecord::peer, true);
      case DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT -> new Address(StreamRecord::peer, false);
      case DOWNSTREAM_LOCAL_ADDRESS -> new Address(StreamRecord::local, true);
      case CONNECTION_ID -> new Number(StreamRecord::connection);
      case REQUESTED_SERVER_NAME -> new Text(StreamRecord::serverName);
      case DOWNSTREAM_TLS_VERSION -> new Text(StreamRecord::tlsVersion);
      case DOWNSTREAM_TLS_CIPHER -> new Text(StreamRecord::tlsCipher);
      case DOWNSTREAM_PEER_SUBJECT -> new Text(StreamRecord::peerSubject);
      case TRACE_ID -> new Text(StreamRecord::traceId);
      case PLUGINS -> new Text(StreamRecord::plugins);
      case PLUGIN_NOTES -> new Text(StreamRecord::notes);
      case REQ -> header(command.headers(), StreamRecord::requestHeader);
      case RESP -> header(command.headers(), StreamRecord::responseHeader);
      case TRAILER -> header(command.headers(), StreamRecord::responseTrailer);
    };
  }

  private static long grpcStatus(StreamRecord record) {
    String last = record.responseTrailer(GRPC_STATUS);
    String status = last == null ? record.responseHeader(GRPC_STATUS) : last;
    if (status == null || status.isEmpty() || status.length() > 2) {
      return -1;
    }
    return status.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(status) : -1;
  }

  private static long millis(long nanos) {
    return nanos < 0 ? -1 : nanos / MILLI;
  }

  private static Operator header(
      List<String> names, BiFunction<StreamRecord, String, @Nullable String> of) {
    String first = names.getFirst();
    if (names.size() == 1) {
      return new Text(record -> of.apply(record, first));
    }
    String second = names.getLast();
    return new Text(
        record -> {
          String value = of.apply(record, first);
          return value == null ? of.apply(record, second) : value;
        });
  }
}
