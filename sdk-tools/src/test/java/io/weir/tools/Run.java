package io.weir.tools;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run: its exit code and what it printed. */
record Run(int exit, String out, String err) {
  static Run weir(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Run(exit, out.toString(), err.toString());
  }
}
