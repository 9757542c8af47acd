package io.weir.proxywasm.tck.rule;

import java.util.List;

/**
 * A request or an answer.
 *
 * @param start {@code METHOD PATH} or the status
 * @param headers without pseudo headers
 * @param chunks the body in the pieces in which it is sent
 */
public record Message(
    String start, List<Field> headers, List<String> chunks, List<Field> trailers) {
  public Message {
    headers = List.copyOf(headers);
    chunks = List.copyOf(chunks);
    trailers = List.copyOf(trailers);
  }

  public String body() {
    return String.join("", chunks);
  }

  /** The request's method, of {@code METHOD PATH}. */
  public String method() {
    return start.substring(0, start.indexOf(' '));
  }

  /** The request's path, of {@code METHOD PATH}. */
  public String path() {
    return start.substring(start.indexOf(' ') + 1);
  }
}
