package io.weir.proxywasm.tck.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directives of one exchange. */
final class ExchangeReader {
  private final Parts request;
  private final Parts origin = new Parts("200");
  private final Parts upstream = new Parts(null);
  private final Parts answer = new Parts("200");
  private boolean noUpstream;
  private boolean noAnswer;

  private static final class Parts {
    @Nullable String start;
    final List<Field> headers = new ArrayList<>();
    final List<String> chunks = new ArrayList<>();
    final List<Field> trailers = new ArrayList<>();

    Parts(@Nullable String start) {
      this.start = start;
    }

    Message message() {
      return new Message(String.valueOf(start), headers, chunks, trailers);
    }

    Expected expected(boolean none) {
      String body = chunks.isEmpty() ? null : String.join("", chunks);
      return new Expected(none ? null : start, headers, body, trailers, none);
    }
  }

  /**
   * @param line {@code METHOD PATH}
   */
  ExchangeReader(String line) {
    this.request = new Parts(line);
  }

  /** Takes a directive; false when it is none of an exchange. */
  boolean directive(String name, String value) {
    switch (name) {
      case "header" -> request.headers.add(Field.parse(value));
      case "body" -> request.chunks.add(Texts.decode(value));
      case "trailer" -> request.trailers.add(Field.parse(value));
      case "origin" -> origin.start = value;
      case "origin-header" -> origin.headers.add(Field.parse(value));
      case "origin-body" -> origin.chunks.add(Texts.decode(value));
      case "origin-trailer" -> origin.trailers.add(Field.parse(value));
      case "no-upstream" -> noUpstream = true;
      case "upstream" -> upstream.start = value;
      case "upstream-header" -> upstream.headers.add(check(value));
      case "upstream-body" -> upstream.chunks.add(Texts.decode(value));
      case "upstream-trailer" -> upstream.trailers.add(check(value));
      case "no-answer" -> noAnswer = true;
      case "answer" -> answer.start = value;
      case "answer-header" -> answer.headers.add(check(value));
      case "answer-body" -> answer.chunks.add(Texts.decode(value));
      case "answer-trailer" -> answer.trailers.add(check(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Field check(String text) {
    return text.startsWith("!") ? new Field(text, "") : Field.parse(text);
  }

  Exchange exchange() {
    return new Exchange(
        request.message(),
        origin.message(),
        upstream.expected(noUpstream),
        answer.expected(noAnswer));
  }
}
