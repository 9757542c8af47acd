package io.weir.host.stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each stream, at level debug. */
final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger("io.weir.access");

  private AccessLog() {}

  static void line(Stream stream) {
    HeaderList request = stream.requestPath().headers;
    if (!log.isDebugEnabled() || request == null) {
      return;
    }
    HeaderList answer = stream.responsePath().headers;
    StreamInfo info = stream.info();
    log.debug(
        "{} {} {} -> {} {} route={} in={} out={} ms={}{}",
        request.get(":method"),
        request.get(":authority"),
        request.get(":path"),
        answer == null ? "-" : answer.get(":status"),
        info.detail() == null ? "-" : info.detail(),
        stream.routeName(),
        info.requestBytes(),
        info.responseBytes(),
        info.duration() / 1_000_000,
        stream.properties().own().logged());
  }
}
