package io.weir.proxywasm.tck.wat;

import io.weir.proxywasm.tck.wat.Expr.Atom;
import io.weir.proxywasm.tck.wat.Expr.Form;
import io.weir.proxywasm.tck.wat.Expr.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Assembles a module: first every name, then every section. */
final class ModuleAssembler {
  private static final int[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

  private final List<Form> fields = new ArrayList<>();
  private final Names types = new Names("type");
  private final Names functions = new Names("function");
  private final Names globals = new Names("global");
  private final List<Signature> signatures = new ArrayList<>();
  private final Bytes out = new Bytes().bytes(HEADER);

  ModuleAssembler(Form module) {
    for (Expr item : module.items().subList(1, module.items().size())) {
      if (item instanceof Form field) {
        fields.add(field);
      }
    }
  }

  Names types() {
    return types;
  }

  Names functions() {
    return functions;
  }

  Names globals() {
    return globals;
  }

  byte[] assemble() {
    collectNames();
    List<byte[]> imports = forms("import").map(this::importEntry).toList();
    List<byte[]> declared = forms("func").map(f -> leb(typeIndex(f.items()))).toList();
    List<byte[]> bodies =
        forms("func")
            .map(f -> new FunctionAssembler(this).function(f))
            .map(body -> new Bytes().sized(body).toArray())
            .toList();
    section(1, signatures.stream().map(ModuleAssembler::encode).toList());
    section(2, imports);
    section(3, declared);
    section(4, forms("table").map(ModuleAssembler::table).toList());
    section(5, forms("memory").map(m -> limits(atoms(m))).toList());
    section(6, forms("global").map(this::global).toList());
    section(7, exports());
    forms("start")
        .forEach(s -> raw(8, new Bytes().unsigned(functions.resolve(s.items().get(1))).toArray()));
    section(9, forms("elem").map(this::element).toList());
    section(10, bodies);
    section(11, forms("data").map(this::data).toList());
    return out.toArray();
  }

  private void collectNames() {
    for (Form field : fields) {
      switch (field.head()) {
        case "type" -> {
          types.add(Names.of(field.items()));
          signatures.add(Signature.of(((Form) field.items().getLast()).items()));
        }
        case "import" -> {
          Form described = (Form) field.items().get(3);
          if (described.head().equals("func")) {
            functions.add(Names.of(described.items()));
          }
        }
        case "func", "global", "memory", "table", "export", "start", "elem", "data" -> {}
        default -> throw new WatException(field.line(), "unknown field " + field.head());
      }
    }
    forms("func").forEach(f -> functions.add(Names.of(f.items())));
    forms("global").forEach(g -> globals.add(Names.of(g.items())));
  }

  private Stream<Form> forms(String head) {
    return fields.stream().filter(field -> field.head().equals(head));
  }

  private int typeIndex(List<Expr> items) {
    for (Expr item : items) {
      if (item instanceof Form form && form.head().equals("type")) {
        return types.resolve(form.items().get(1));
      }
    }
    Signature signature = Signature.of(items);
    int known = signatures.indexOf(signature);
    if (known >= 0) {
      return known;
    }
    types.add(null);
    signatures.add(signature);
    return signatures.size() - 1;
  }

  private byte[] importEntry(Form form) {
    Bytes entry = new Bytes().sized(string(form.items().get(1))).sized(string(form.items().get(2)));
    Form described = (Form) form.items().get(3);
    switch (described.head()) {
      case "func" -> entry.bytes(0).unsigned(typeIndex(described.items()));
      case "table" -> entry.bytes(1).raw(table(described));
      case "memory" -> entry.bytes(2).raw(limits(atoms(described)));
      case "global" -> entry.bytes(3, Signature.type(described.items().getLast()), 0);
      default -> throw new WatException(form.line(), "unknown import " + described.head());
    }
    return entry.toArray();
  }

  private static byte[] table(Form form) {
    List<Expr> atoms = atoms(form);
    return new Bytes()
        .bytes(Signature.type(atoms.getLast()))
        .raw(limits(atoms.subList(0, atoms.size() - 1)))
        .toArray();
  }

  /** Minimum and, when given, maximum; {@code shared} may follow. */
  private static byte[] limits(List<Expr> numbers) {
    boolean shared = numbers.getLast() instanceof Atom atom && atom.text().equals("shared");
    int count = numbers.size() - (shared ? 1 : 0);
    Bytes limits = new Bytes().bytes((count > 1 ? 1 : 0) + (shared ? 2 : 0));
    numbers.subList(0, count).forEach(number -> limits.unsigned(Numbers.parseLong(number)));
    return limits.toArray();
  }

  private byte[] global(Form form) {
    List<Expr> items = form.items();
    Expr type = items.get(items.size() - 2);
    boolean mutable = type instanceof Form m && m.head().equals("mut");
    return new Bytes()
        .bytes(Signature.type(mutable ? ((Form) type).items().get(1) : type), mutable ? 1 : 0)
        .raw(new FunctionAssembler(this).expression(List.of(items.getLast())))
        .toArray();
  }

  private List<byte[]> exports() {
    List<byte[]> exports = new ArrayList<>();
    int imported = functions.count() - (int) forms("func").count();
    inlineExports(exports, "func", 0, imported);
    inlineExports(exports, "table", 1, 0);
    inlineExports(exports, "memory", 2, 0);
    inlineExports(exports, "global", 3, 0);
    forms("export").forEach(e -> exports.add(export(e)));
    return exports;
  }

  private void inlineExports(List<byte[]> exports, String head, int kind, int firstIndex) {
    int index = firstIndex;
    for (Form field : forms(head).toList()) {
      for (Expr item : field.items()) {
        if (item instanceof Form form && form.head().equals("export")) {
          exports.add(entry(string(form.items().get(1)), kind, index));
        }
      }
      index++;
    }
  }

  private byte[] export(Form form) {
    Form target = (Form) form.items().get(2);
    Expr reference = target.items().get(1);
    return switch (target.head()) {
      case "func" -> entry(string(form.items().get(1)), 0, functions.resolve(reference));
      case "memory" -> entry(string(form.items().get(1)), 2, Numbers.parseInt(reference));
      case "global" -> entry(string(form.items().get(1)), 3, globals.resolve(reference));
      default -> throw new WatException(form.line(), "unknown export " + target.head());
    };
  }

  private static byte[] entry(byte[] name, int kind, int index) {
    return new Bytes().sized(name).bytes(kind).unsigned(index).toArray();
  }

  /** {@code (elem (i32.const N) $f ...)}: functions placed in table 0. */
  private byte[] element(Form form) {
    List<Expr> members = form.items().subList(2, form.items().size());
    Bytes entry =
        new Bytes()
            .bytes(0)
            .raw(new FunctionAssembler(this).expression(List.of(form.items().get(1))))
            .unsigned(members.size());
    members.forEach(member -> entry.unsigned(functions.resolve(member)));
    return entry.toArray();
  }

  private byte[] data(Form form) {
    return new Bytes()
        .bytes(0)
        .raw(new FunctionAssembler(this).expression(List.of(form.items().get(1))))
        .sized(string(form.items().get(2)))
        .toArray();
  }

  private void section(int id, List<byte[]> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Bytes body = new Bytes().unsigned(entries.size());
    entries.forEach(body::raw);
    raw(id, body.toArray());
  }

  private void raw(int id, byte[] body) {
    out.bytes(id).sized(body);
  }

  /** A form's atoms after its keyword and name. */
  private static List<Expr> atoms(Form form) {
    return form.items().stream()
        .skip(1)
        .filter(item -> item instanceof Atom atom && !atom.text().startsWith("$"))
        .toList();
  }

  private static byte[] string(Expr expr) {
    if (expr instanceof Text text) {
      return text.bytes();
    }
    throw new WatException(expr.line(), "no string here");
  }

  private static byte[] leb(long value) {
    return new Bytes().unsigned(value).toArray();
  }

  private static byte[] encode(Signature signature) {
    Bytes bytes = new Bytes();
    signature.write(bytes);
    return bytes.toArray();
  }
}
