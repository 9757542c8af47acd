package io.weir.engine.endive;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.function.Function;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;

/** The classes of one module in a loader of their own, with which they go. */
final class GeneratedClasses extends ClassLoader {
  private final String machine;
  private final String exports;

  /**
   * Defines them all.
   *
   * @param machine the name of the class that is the module's machine
   * @param exports the name of the class that is the module's {@link DirectExports}
   */
  GeneratedClasses(Map<String, byte[]> classes, String machine, String exports) {
    super(GeneratedClasses.class.getClassLoader());
    this.machine = machine;
    this.exports = exports;
    classes.values().forEach(bytes -> defineClass(null, bytes, 0, bytes.length));
  }

  /** What makes the machine of an instance. */
  Function<Instance, Machine> machines() {
    Constructor<?> constructor = constructor(machine, Instance.class);
    return instance -> (Machine) create(constructor, instance);
  }

  DirectExports exports() {
    return (DirectExports) create(constructor(exports));
  }

  private Constructor<?> constructor(String name, Class<?>... parameters) {
    try {
      return loadClass(name.replace('/', '.')).getConstructor(parameters);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated class " + name + ": " + e, e);
    }
  }

  private static Object create(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated class " + constructor.getName() + ": " + e, e);
    }
  }
}
