package io.weir.proxywasm.tck.wat;

import io.weir.proxywasm.tck.wat.Expr.Atom;
import io.weir.proxywasm.tck.wat.Expr.Form;
import io.weir.proxywasm.tck.wat.Expr.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text to S-expressions. */
final class Reader {
  private final String text;
  private int at;
  private int line = 1;

  Reader(String text) {
    this.text = text;
  }

  Form module() {
    skipSpace();
    if (at < text.length() && read() instanceof Form form && form.head().equals("module")) {
      return form;
    }
    throw new WatException(line, "no module (expected: (module ...))");
  }

  private Expr read() {
    char c = text.charAt(at);
    if (c == '(') {
      return form();
    }
    return c == '"' ? string() : atom();
  }

  private Form form() {
    int start = line;
    List<Expr> items = new ArrayList<>();
    at++;
    skipSpace();
    while (at < text.length() && text.charAt(at) != ')') {
      items.add(read());
      skipSpace();
    }
    if (at == text.length()) {
      throw new WatException(start, "list without its closing parenthesis");
    }
    at++;
    return new Form(start, items);
  }

  private Atom atom() {
    int start = at;
    while (at < text.length() && "() \t\r\n\";".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw new WatException(line, "unexpected " + text.charAt(at));
    }
    return new Atom(line, text.substring(start, at));
  }

  private Text string() {
    var bytes = new ByteArrayOutputStream();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        bytes.write(escape());
      } else {
        int point = text.codePointAt(at);
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(point);
      }
    }
    if (at == text.length()) {
      throw new WatException(line, "string without its closing quote");
    }
    at++;
    return new Text(line, bytes.toByteArray());
  }

  private int escape() {
    char c = text.charAt(at + 1);
    int known = "nrt\"'\\".indexOf(c);
    if (known >= 0) {
      at += 2;
      return "\n\r\t\"'\\".charAt(known);
    }
    int value = Integer.parseInt(text.substring(at + 1, at + 3), 16);
    at += 3;
    return value;
  }

  private void skipSpace() {
    while (at < text.length()) {
      if (text.startsWith(";;", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("(;", at)) {
        skipComment();
      } else if (Character.isWhitespace(text.charAt(at))) {
        line += text.charAt(at) == '\n' ? 1 : 0;
        at++;
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    int end = text.indexOf(";)", at);
    if (end < 0) {
      throw new WatException(line, "comment without its end");
    }
    line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
    at = end + 2;
  }
}
