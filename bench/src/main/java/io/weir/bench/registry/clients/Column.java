package io.weir.bench.registry.clients;

/** What is tried with a client. */
enum Column {
  LOGIN("login"),
  DOCKER("A docker"),
  COMPAT("B compat"),
  HIGRESS("B higress"),
  SOLO("C solo"),
  CNCF("D cncf"),
  OWN("own way"),
  REFERRERS("referrers"),
  COPY("copy"),
  TAGS("tags"),
  CATALOG("catalog"),
  AT_ONCE("at once"),
  LARGE("large"),
  DELETE("delete");

  private final String title;

  Column(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Column of(Layout layout) {
    return valueOf(layout.name());
  }
}
