package io.weir.host.observe.log;

import io.weir.host.observe.record.StreamRecord;

/** A part of a line, compiled. */
@FunctionalInterface
interface Piece {
  void write(StreamRecord record, LineBuffer line);
}
