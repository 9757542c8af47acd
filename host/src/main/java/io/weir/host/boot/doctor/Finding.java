package io.weir.host.boot.doctor;

/**
 * One thing that was looked at.
 *
 * @param remedy what to do about it; empty when nothing need be done
 */
public record Finding(Level level, String what, String found, String remedy) {
  /** How bad it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** The gateway runs; something is slower, or missing for those who build plugins. */
    WARN,
    /** The gateway does not run, or not safely. */
    FAIL
  }

  static Finding ok(String what, String found) {
    return new Finding(Level.OK, what, found, "");
  }

  static Finding warn(String what, String found, String remedy) {
    return new Finding(Level.WARN, what, found, remedy);
  }

  static Finding fail(String what, String found, String remedy) {
    return new Finding(Level.FAIL, what, found, remedy);
  }
}
