package io.weir.host.config;

/** Places in a configuration: {@code routes[0].plugins[1].name}. */
final class Paths {
  private Paths() {}

  static String field(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  static String named(String parent, String name) {
    return parent + "[" + name + "]";
  }
}
