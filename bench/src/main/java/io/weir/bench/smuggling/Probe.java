package io.weir.bench.smuggling;

import java.util.List;

/**
 * One case of the matrix.
 *
 * @param id {@code family/name}
 * @param expected what a gateway must make of it
 * @param count how many requests it is at most
 * @param absent header names that no upstream may see, in lower case
 * @param bytes what the client sends
 * @param http2 whether they are HTTP/2
 */
record Probe(
    String id, Expected expected, int count, List<String> absent, byte[] bytes, boolean http2) {

  /** What a gateway must make of a case. */
  enum Expected {
    /** No complete request may reach the upstream. */
    REFUSE,
    /** Refused, or passed on as well-formed requests. */
    EITHER,
    /** Passed on. */
    FORWARD
  }
}
