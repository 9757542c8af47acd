package io.weir.host.observe.record;

import org.jspecify.annotations.Nullable;

/** A stream as its worker's {@link LiveRecords} holds it. Confined to its loop. */
public abstract class LiveRecord implements StreamRecord {
  @Nullable LiveRecord previous;
  @Nullable LiveRecord next;
  boolean linked;
}
