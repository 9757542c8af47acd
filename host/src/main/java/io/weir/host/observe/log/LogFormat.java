package io.weir.host.observe.log;

import io.weir.host.config.LogPattern;
import io.weir.host.config.LogPattern.Command;
import io.weir.host.config.LogPattern.Literal;
import io.weir.host.config.LogPattern.Part;
import io.weir.host.observe.record.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a line looks, compiled. It keeps a clock, so it is confined to one loop. */
final class LogFormat {
  private static final byte[] NONE = {'-'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] QUOTE = {'"'};

  private final List<Piece> pieces;

  private LogFormat(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /**
   * One line of text; what a stream does not have is {@code -}.
   *
   * @throws IllegalArgumentException naming what is wrong with the pattern
   */
  static LogFormat text(String pattern) {
    Values values = new Values(false);
    List<Piece> pieces = new ArrayList<>();
    for (Part part : LogPattern.parse(pattern).parts()) {
      pieces.add(inText(part, values));
    }
    return new LogFormat(pieces);
  }

  /**
   * One JSON object (RFC 8259) a line. A field that is one operator keeps its type, and is null
   * where a stream does not have it.
   *
   * @param fields patterns by name, in the order of the line
   */
  static LogFormat json(Map<String, String> fields) {
    Values values = new Values(true);
    List<Piece> pieces = new ArrayList<>();
    boolean first = true;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      LineBuffer name = new LineBuffer();
      name.ascii(first ? "{\"" : ",\"");
      name.text(field.getKey(), Integer.MAX_VALUE, true);
      name.ascii("\":");
      pieces.add(literal(name.copy()));
      addValue(LogPattern.parse(field.getValue()), values, pieces);
      first = false;
    }
    pieces.add(literal(new byte[] {'}'}));
    return new LogFormat(pieces);
  }

  private static void addValue(LogPattern pattern, Values values, List<Piece> pieces) {
    Command single = pattern.single();
    if (single == null) {
      pieces.add(literal(QUOTE));
      pattern.parts().forEach(part -> pieces.add(inJson(part, values)));
      pieces.add(literal(QUOTE));
      return;
    }
    Operator operator = Operators.of(single);
    boolean number = operator instanceof Operator.Number;
    pieces.add(
        (record, line) -> {
          int before = line.length();
          if (!number) {
            line.raw(QUOTE);
          }
          if (!values.write(operator, single.most(), record, line)) {
            line.truncate(before);
            line.raw(NULL);
          } else if (!number) {
            line.raw(QUOTE);
          }
        });
  }

  private static Piece inJson(Part part, Values values) {
    if (part instanceof Literal text) {
      LineBuffer escaped = new LineBuffer();
      escaped.text(text.text(), Integer.MAX_VALUE, true);
      return literal(escaped.copy());
    }
    return inText(part, values);
  }

  private static Piece inText(Part part, Values values) {
    return switch (part) {
      case Literal text -> literal(text.text().getBytes(StandardCharsets.UTF_8));
      case Command command -> {
        Operator operator = Operators.of(command);
        yield (record, line) -> {
          if (!values.write(operator, command.most(), record, line)) {
            line.raw(NONE);
          }
        };
      }
    };
  }

  private static Piece literal(byte[] text) {
    return (record, line) -> line.raw(text);
  }

  /**
   * Puts one line, with its end, in the place of what {@code line} has; one that is too long {@link
   * LineBuffer#isFull() says so}.
   */
  void write(StreamRecord record, LineBuffer line) {
    line.clear();
    for (Piece piece : pieces) {
      piece.write(record, line);
    }
    line.endLine();
  }
}
