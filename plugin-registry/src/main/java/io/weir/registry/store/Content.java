package io.weir.registry.store;

import java.io.Closeable;

/** Stored bytes, open for reading. Whoever opened it closes it. */
public sealed interface Content extends Closeable permits FileContent, StreamContent {
  /** Length in bytes. */
  long size();
}
