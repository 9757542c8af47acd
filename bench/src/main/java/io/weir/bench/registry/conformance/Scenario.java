package io.weir.bench.registry.conformance;

import java.util.List;

/**
 * One run of the suite.
 *
 * @param version of the specification
 * @param full whether the store is filled before
 * @param login whether pushing needs the token
 */
record Scenario(String version, boolean full, boolean login) {
  /** What the test suite runs. */
  static final List<Scenario> SHORT =
      List.of(new Scenario("1.1", false, false), new Scenario("dev", false, true));

  static final List<Scenario> ALL =
      List.of(
          new Scenario("1.1", false, false),
          new Scenario("dev", false, false),
          new Scenario("1.1", false, true),
          new Scenario("dev", false, true),
          new Scenario("1.1", true, false),
          new Scenario("dev", true, false),
          new Scenario("1.1", true, true),
          new Scenario("dev", true, true));

  /** The folder of its store: scenarios of one store run one after the other on it. */
  String store() {
    return full ? "full" : "fresh";
  }

  @Override
  public String toString() {
    return "OCI_VERSION=%-3s %-5s %s"
        .formatted(version, store(), login ? "with a token" : "anonymous");
  }
}
