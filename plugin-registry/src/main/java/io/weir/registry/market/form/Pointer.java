package io.weir.registry.market.form;

/** JSON pointers, RFC 6901. */
final class Pointer {
  private Pointer() {}

  static String child(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static String child(String parent, int index) {
    return parent + "/" + index;
  }

  /** The first {@code count} segments of {@code pointer}. */
  static String prefix(String pointer, int count) {
    int end = 0;
    for (int i = 0; i < count; i++) {
      int next = pointer.indexOf('/', end + 1);
      end = next < 0 ? pointer.length() : next;
    }
    return pointer.substring(0, end);
  }
}
