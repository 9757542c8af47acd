package io.weir.proxywasm.engine;

import io.weir.proxywasm.engine.GuestTrapException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A guest in Java. Its constructor declares what it imports and exports; then it works on its
 * memory and its imports as a module would. Like an instance it is confined to one thread at a
 * time.
 */
public abstract class NullGuest {
  /** The code of an export; what it has no parameters for is 0. */
  @FunctionalInterface
  public interface Body {
    int call(int a0, int a1, int a2, int a3, int a4);
  }

  /** A host function as the guest calls it. */
  public final class Import {
    private final ImportedFunction declared;
    private final int index;

    private Import(ImportedFunction declared, int index) {
      this.declared = declared;
      this.index = index;
    }

    /** Calls the host; the arguments are raw bits. */
    public int call(long... args) {
      if (args.length != declared.type().params().size()) {
        throw new IllegalArgumentException(
            declared + ": " + args.length + " arguments (expected: " + declared.type() + ")");
      }
      checkInterrupted();
      return callHost(functions.get(index), args);
    }
  }

  private record Export(FunctionType type, Body body) {}

  private final List<ImportedFunction> imports = new ArrayList<>();
  private final Map<String, Export> exports = new LinkedHashMap<>();
  private List<HostFunction> functions = List.of();
  private Object host = this;
  private NullMemory memory = new NullMemory(0);
  private volatile boolean interrupted;

  /** A guest that exports {@code malloc}, and nothing else yet. */
  protected NullGuest() {
    export("malloc", 1, (size, b, c, d, e) -> memory.allocate(size));
  }

  /** Declares an export of {@code params} i32 parameters and an i32 result. */
  protected final void export(String name, int params, Body body) {
    exports.put(name, new Export(FunctionType.i32(params, 1), body));
  }

  /** Takes an export back, {@code malloc} for instance. */
  protected final void unexport(String name) {
    exports.remove(name);
  }

  /** Declares an import. */
  protected final Import importing(String module, String name, FunctionType type) {
    ImportedFunction declared = new ImportedFunction(module, name, type);
    imports.add(declared);
    return new Import(declared, imports.size() - 1);
  }

  /** Declares an import of module {@code env} with i32 parameters and an i32 result. */
  protected final Import env(String name, int params) {
    return importing("env", name, FunctionType.i32(params, 1));
  }

  /** Runs when an instance is made, as a module's start section does; nothing unless overridden. */
  protected void startSection() {}

  /** The guest's memory, once it runs. */
  public final NullMemory memory() {
    return memory;
  }

  /** What a wasm trap is to a module. */
  protected static GuestTrapException trap(String message) {
    return new GuestTrapException(Kind.TRAP, message, null);
  }

  /** Where a loop can be stopped, as it can everywhere in a module. */
  protected final void checkInterrupted() {
    if (interrupted) {
      throw new GuestTrapException(Kind.INTERRUPTED, "interrupted", null);
    }
  }

  private int callHost(HostFunction function, long[] args) {
    try {
      return (int) function.call(host, args);
    } catch (GuestTrapException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new GuestTrapException(Kind.HOST, "a host function failed: " + e, e);
    }
  }

  // ---- the engine's side

  final List<ImportedFunction> imports() {
    return List.copyOf(imports);
  }

  final Map<String, FunctionType> exports() {
    Map<String, FunctionType> types = new LinkedHashMap<>();
    exports.forEach((name, export) -> types.put(name, export.type));
    return types;
  }

  final void link(Object host, List<HostFunction> functions, NullMemory memory) {
    this.host = host;
    this.functions = functions;
    this.memory = memory;
  }

  final void interrupted(boolean value) {
    interrupted = value;
  }

  final @Nullable GuestFunction function(String name) {
    Export export = exports.get(name);
    return export == null ? null : new Function(export);
  }

  private record Function(Export export) implements GuestFunction {
    @Override
    public FunctionType type() {
      return export.type;
    }

    @Override
    public int call(int a0, int a1, int a2, int a3, int a4) {
      try {
        return switch (export.type.params().size()) {
          case 0 -> export.body.call(0, 0, 0, 0, 0);
          case 1 -> export.body.call(a0, 0, 0, 0, 0);
          case 2 -> export.body.call(a0, a1, 0, 0, 0);
          case 3 -> export.body.call(a0, a1, a2, 0, 0);
          case 4 -> export.body.call(a0, a1, a2, a3, 0);
          default -> export.body.call(a0, a1, a2, a3, a4);
        };
      } catch (GuestTrapException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new GuestTrapException(Kind.TRAP, e.toString(), e);
      } catch (StackOverflowError e) {
        throw new GuestTrapException(Kind.STACK_OVERFLOW, "the guest's stack", e);
      }
    }
  }
}
