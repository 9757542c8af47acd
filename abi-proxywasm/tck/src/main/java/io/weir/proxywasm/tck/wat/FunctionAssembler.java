package io.weir.proxywasm.tck.wat;

import io.weir.proxywasm.tck.wat.Expr.Atom;
import io.weir.proxywasm.tck.wat.Expr.Form;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assembles one function body, or a constant expression. */
final class FunctionAssembler {
  private static final int END = 0x0b;
  private static final String NO_LABEL = "";

  private final ModuleAssembler module;
  private final Names locals = new Names("local");
  private final Deque<String> labels = new ArrayDeque<>();
  private final Bytes code = new Bytes();

  FunctionAssembler(ModuleAssembler module) {
    this.module = module;
  }

  /** The function's code entry: its locals, then its instructions. */
  byte[] function(Form function) {
    List<Integer> declared = new ArrayList<>();
    List<Expr> body = new ArrayList<>();
    for (Expr item : function.items().subList(1, function.items().size())) {
      String head = item instanceof Form form ? form.head() : "";
      switch (head) {
        case "param" -> name((Form) item);
        case "local" -> {
          name((Form) item);
          declared.addAll(Signature.types((Form) item));
        }
        case "export", "result", "type" -> {}
        default -> body.add(item);
      }
    }
    if (!body.isEmpty() && body.getFirst() instanceof Atom id && id.text().startsWith("$")) {
      body.removeFirst();
    }
    Bytes out = new Bytes().unsigned(declared.size());
    declared.forEach(type -> out.bytes(1, type));
    return out.raw(expression(body)).toArray();
  }

  byte[] expression(List<Expr> body) {
    sequence(body);
    return code.bytes(END).toArray();
  }

  private void name(Form form) {
    String name = Names.of(form.items());
    for (int i = 0; i < Signature.types(form).size(); i++) {
      locals.add(name);
    }
  }

  /** Emits instructions in order; a plain one takes its immediates from the atoms after it. */
  private void sequence(List<Expr> items) {
    int at = 0;
    while (at < items.size()) {
      if (items.get(at) instanceof Form form) {
        folded(form);
        at++;
      } else {
        at = plain(items, at);
      }
    }
  }

  private void folded(Form form) {
    switch (form.head()) {
      case "block" -> block(0x02, form);
      case "loop" -> block(0x03, form);
      case "if" -> ifThenElse(form);
      default -> {
        // operands first, then the instruction with its immediates
        List<Expr> own = new ArrayList<>();
        for (Expr item : form.items()) {
          if (item instanceof Form operand && !operand.head().equals("type")) {
            folded(operand);
          } else {
            own.add(item);
          }
        }
        plain(own, 0);
      }
    }
  }

  private void block(int opcode, Form form) {
    int from = open(opcode, form);
    sequence(form.items().subList(from, form.items().size()));
    close();
  }

  private void ifThenElse(Form form) {
    List<Expr> items = form.items();
    int then = items.size();
    Form otherwise = null;
    for (int i = items.size() - 1; i > 0; i--) {
      String head = items.get(i) instanceof Form f ? f.head() : "";
      if (head.equals("else")) {
        otherwise = (Form) items.get(i);
      } else if (head.equals("then")) {
        then = i;
      }
    }
    if (then == items.size()) {
      throw new WatException(form.line(), "if without (then ...)");
    }
    sequence(items.subList(bodyStart(form), then)); // the condition comes before the opcode
    open(0x04, form);
    sequence(((Form) items.get(then)).items().subList(1, ((Form) items.get(then)).items().size()));
    if (otherwise != null) {
      code.bytes(0x05);
      sequence(otherwise.items().subList(1, otherwise.items().size()));
    }
    close();
  }

  /** Emits the opcode and block type; returns where the body starts. */
  private int open(int opcode, Form form) {
    String label = Names.of(form.items());
    labels.push(label == null ? NO_LABEL : label);
    Form result = result(form);
    code.bytes(opcode, result == null ? 0x40 : Signature.types(result).getFirst());
    return bodyStart(form);
  }

  private void close() {
    labels.pop();
    code.bytes(END);
  }

  private static int bodyStart(Form form) {
    int at = Names.of(form.items()) == null ? 1 : 2;
    return result(form) == null ? at : at + 1;
  }

  private static @Nullable Form result(Form form) {
    int at = Names.of(form.items()) == null ? 1 : 2;
    return form.items().size() > at
            && form.items().get(at) instanceof Form result
            && result.head().equals("result")
        ? result
        : null;
  }

  private int plain(List<Expr> items, int at) {
    if (!(items.get(at) instanceof Atom atom)) {
      throw new WatException(items.get(at).line(), "no instruction here");
    }
    String name = atom.text();
    int[] encoding = Opcodes.PLAIN.get(name);
    if (encoding != null) {
      code.bytes(encoding);
      return at + 1;
    }
    Integer access = Opcodes.ACCESS.get(name);
    if (access != null) {
      code.bytes(access).unsigned(Opcodes.naturalAlignment(name));
      return offset(items, at + 1);
    }
    Integer indexed = Opcodes.INDEXED.get(name);
    if (indexed != null) {
      code.bytes(indexed).unsigned(index(name, operand(items, at)));
      return at + 2;
    }
    return special(name, items, at);
  }

  private int special(String name, List<Expr> items, int at) {
    switch (name) {
      case "i32.const" -> code.bytes(0x41).signed(Numbers.parseInt(operand(items, at)));
      case "i64.const" -> code.bytes(0x42).signed(Numbers.parseLong(operand(items, at)));
      case "f32.const" ->
          code.bytes(0x43)
              .littleEndian(
                  Float.floatToRawIntBits((float) Numbers.parseDouble(operand(items, at))), 4);
      case "f64.const" ->
          code.bytes(0x44)
              .littleEndian(Double.doubleToRawLongBits(Numbers.parseDouble(operand(items, at))), 8);
      case "call_indirect" -> {
        Form type = (Form) operand(items, at);
        code.bytes(0x11).unsigned(module.types().resolve(type.items().get(1))).bytes(0);
      }
      default -> throw new WatException(items.get(at).line(), "unknown instruction " + name);
    }
    return at + 2;
  }

  private static Expr operand(List<Expr> items, int at) {
    if (at + 1 >= items.size()) {
      throw new WatException(items.get(at).line(), "immediate is missing");
    }
    return items.get(at + 1);
  }

  private int offset(List<Expr> items, int at) {
    if (at < items.size()
        && items.get(at) instanceof Atom atom
        && atom.text().startsWith("offset=")) {
      code.unsigned(Numbers.parseLong(new Atom(atom.line(), atom.text().substring(7))));
      return at + 1;
    }
    code.unsigned(0);
    return at;
  }

  private int index(String instruction, Expr reference) {
    return switch (instruction) {
      case "call" -> module.functions().resolve(reference);
      case "global.get", "global.set" -> module.globals().resolve(reference);
      case "br", "br_if" -> label(reference);
      default -> locals.resolve(reference);
    };
  }

  private int label(Expr reference) {
    String text = reference instanceof Atom atom ? atom.text() : "";
    if (!text.startsWith("$")) {
      return Numbers.parseInt(reference);
    }
    int depth = 0;
    for (String label : labels) {
      if (label.equals(text)) {
        return depth;
      }
      depth++;
    }
    throw new WatException(reference.line(), "unknown label " + text);
  }
}
