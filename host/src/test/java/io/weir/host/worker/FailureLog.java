package io.weir.host.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An access log that says nothing but why there was no connection to an upstream. */
record FailureLog(Path file) {
  /** The end of a configuration. */
  String config() {
    return "gateway: { accessLog: { path: \"%s\", format: \"%%UPSTREAM_TRANSPORT_FAILURE_REASON%%\" } }\n"
        .formatted(file);
  }

  /** What it has said so far. */
  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
