package io.weir.engine.endive;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes {@link CallDepth} into a generated class: into each function that calls others, which are
 * the only ones that can recurse.
 */
final class StackCounter {
  /** What the interpreter's frame has beside locals and operands, in bytes. */
  private static final int FRAME = 96;

  private static final String COUNTER = Type.getInternalName(CallDepth.class);
  private static final String MEMORY = "Lrun/endive/runtime/Memory;";
  private static final String COUNT = "(" + MEMORY + "I)V";

  /** The bytes of frame of each function that calls others, by the method's name. */
  private final Map<String, Integer> frames = new HashMap<>();

  private StackCounter() {}

  /** The class with its functions counted; a function that would grow too large is left out. */
  static byte[] count(byte[] classFile) {
    StackCounter counter = new StackCounter();
    ClassReader reader = new ClassReader(classFile);
    reader.accept(counter.measuring(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    while (!counter.frames.isEmpty()) {
      try {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(counter.counting(writer), 0);
        return writer.toByteArray();
      } catch (MethodTooLargeException e) {
        counter.frames.remove(e.getMethodName());
      }
    }
    return classFile;
  }

  private static boolean isFunction(String method) {
    return method.startsWith("func_");
  }

  private static boolean isGuestCall(String method) {
    return isFunction(method) || method.startsWith("call_indirect_");
  }

  private ClassVisitor measuring() {
    return new ClassVisitor(Opcodes.ASM9) {
      @Override
      public @Nullable MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        return isFunction(name) ? new Measurer(name) : null;
      }
    };
  }

  private ClassVisitor counting(ClassWriter writer) {
    return new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        Integer bytes = frames.get(name);
        return bytes == null ? method : new Inserter(method, memorySlot(descriptor), bytes);
      }
    };
  }

  /** The local in which a function gets its memory: the parameter before the instance. */
  private static int memorySlot(String descriptor) {
    int slot = 0;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      if (parameter.getDescriptor().equals(MEMORY)) {
        return slot;
      }
      slot += parameter.getSize();
    }
    throw new IllegalStateException("no memory among the parameters " + descriptor);
  }

  private final class Measurer extends MethodVisitor {
    private final String name;
    private boolean calls;

    Measurer(String name) {
      super(Opcodes.ASM9);
      this.name = name;
    }

    @Override
    public void visitMethodInsn(int op, String owner, String method, String type, boolean itf) {
      calls |= isGuestCall(method);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      if (calls) {
        frames.put(name, FRAME + Long.BYTES * (stack + locals));
      }
    }
  }

  private static final class Inserter extends MethodVisitor {
    private final int memory;
    private final int bytes;

    Inserter(MethodVisitor next, int memory, int bytes) {
      super(Opcodes.ASM9, next);
      this.memory = memory;
      this.bytes = bytes;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      call("enter");
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        call("leave");
      }
      super.visitInsn(opcode);
    }

    private void call(String method) {
      super.visitVarInsn(Opcodes.ALOAD, memory);
      super.visitLdcInsn(bytes);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, COUNTER, method, COUNT, false);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(stack + 2, locals);
    }
  }
}
