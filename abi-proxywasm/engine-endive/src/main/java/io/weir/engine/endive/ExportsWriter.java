package io.weir.engine.endive;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;

/**
 * Writes a module's {@link DirectExports}: of the exported functions those that a callback can be,
 * with at most five i32 parameters and at most one i32 result.
 */
final class ExportsWriter {
  private static final String FUNCTION = "func_";
  private static final int MOST_PARAMETERS = 5;
  private static final ClassDesc BASE = descriptor(DirectExports.class);
  private static final ClassDesc MEMORY = descriptor(Memory.class);
  private static final ClassDesc INSTANCE = descriptor(Instance.class);
  private static final MethodTypeDesc NUMBER = MethodTypeDesc.of(CD_int, CD_int);
  private static final MethodTypeDesc CALL =
      MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, CD_int, MEMORY, INSTANCE);

  /** A function as a static method of a generated class. */
  private record Target(ClassDesc owner, String name, MethodTypeDesc type) {
    int parameters() {
      return type.parameterCount() - 2;
    }

    boolean isCallback() {
      List<ClassDesc> types = type.parameterList();
      int count = parameters();
      return count >= 0
          && count <= MOST_PARAMETERS
          && types.subList(0, count).stream().allMatch(CD_int::equals)
          && types.subList(count, types.size()).equals(List.of(MEMORY, INSTANCE))
          && (type.returnType().equals(CD_int) || type.returnType().equals(CD_void));
    }
  }

  private ExportsWriter() {}

  private static ClassDesc descriptor(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /**
   * The class file.
   *
   * @param className in the package of {@code classes}
   * @param classes the module's generated classes
   * @param exported the indices of the functions to look for
   */
  static byte[] write(String className, Collection<byte[]> classes, Set<Integer> exported) {
    Map<Integer, Target> targets = new TreeMap<>();
    for (byte[] classFile : classes) {
      collect(ClassFile.of().parse(classFile), exported, targets);
    }
    List<Integer> functions = List.copyOf(targets.keySet());
    List<Target> callbacks = List.copyOf(targets.values());
    return ClassFile.of()
        .build(
            ClassDesc.ofInternalName(className.replace('.', '/')),
            type ->
                type.withFlags(ACC_PUBLIC | ACC_FINAL)
                    .withSuperclass(BASE)
                    .withMethodBody(
                        INIT_NAME,
                        MTD_void,
                        ACC_PUBLIC,
                        code -> code.aload(0).invokespecial(BASE, INIT_NAME, MTD_void).return_())
                    .withMethodBody("number", NUMBER, ACC_PUBLIC, code -> number(code, functions))
                    .withMethodBody("call", CALL, ACC_PUBLIC, code -> call(code, callbacks)));
  }

  private static void collect(
      ClassModel type, Set<Integer> exported, Map<Integer, Target> targets) {
    for (MethodModel method : type.methods()) {
      String name = method.methodName().stringValue();
      if (name.startsWith(FUNCTION)) {
        int function = Integer.parseInt(name.substring(FUNCTION.length()));
        Target target = new Target(type.thisClass().asSymbol(), name, method.methodTypeSymbol());
        if (exported.contains(function) && target.isCallback()) {
          targets.put(function, target);
        }
      }
    }
  }

  private static void number(CodeBuilder code, List<Integer> functions) {
    if (functions.isEmpty()) {
      code.loadConstant(-1).ireturn();
      return;
    }
    List<SwitchCase> cases = new ArrayList<>();
    for (int function : functions) {
      cases.add(SwitchCase.of(function, code.newLabel()));
    }
    Label none = code.newLabel();
    code.iload(1).lookupswitch(none, cases);
    for (int i = 0; i < cases.size(); i++) {
      code.labelBinding(cases.get(i).target()).loadConstant(i).ireturn();
    }
    code.labelBinding(none).loadConstant(-1).ireturn();
  }

  private static void call(CodeBuilder code, List<Target> callbacks) {
    if (callbacks.isEmpty()) {
      code.loadConstant(0).ireturn(); // the writer does not come to an end with an empty table
      return;
    }
    List<SwitchCase> cases = new ArrayList<>();
    for (int i = 0; i < callbacks.size(); i++) {
      cases.add(SwitchCase.of(i, code.newLabel()));
    }
    Label none = code.newLabel();
    code.iload(1).tableswitch(none, cases);
    for (int i = 0; i < cases.size(); i++) {
      code.labelBinding(cases.get(i).target());
      call(code, callbacks.get(i));
    }
    code.labelBinding(none).loadConstant(0).ireturn();
  }

  private static void call(CodeBuilder code, Target target) {
    for (int i = 0; i < target.parameters(); i++) {
      code.iload(2 + i);
    }
    code.aload(2 + MOST_PARAMETERS).aload(3 + MOST_PARAMETERS);
    code.invokestatic(target.owner(), target.name(), target.type());
    if (target.type().returnType().equals(CD_void)) {
      code.loadConstant(0);
    }
    code.ireturn();
  }
}
