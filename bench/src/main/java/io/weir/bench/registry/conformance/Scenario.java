package io.weir.bench.registry.conformance;

import java.util.List;

/**
 * One run of the suite.
 *
 * @param version of the specification
 * @param full whether the store is filled before
 * @param login whether pushing needs the token
 * @param sparse whether the registry takes manifests whose content is missing, and is asked to
 */
record Scenario(String version, boolean full, boolean login, boolean sparse) {
  /** What the test suite runs. */
  static final List<Scenario> SHORT =
      List.of(new Scenario("1.1", false, false, false), new Scenario("dev", false, true, true));

  static final List<Scenario> ALL =
      List.of(
          new Scenario("1.1", false, false, false),
          new Scenario("dev", false, false, false),
          new Scenario("1.1", false, true, false),
          new Scenario("dev", false, true, false),
          new Scenario("1.1", true, false, false),
          new Scenario("dev", true, false, false),
          new Scenario("1.1", true, true, false),
          new Scenario("dev", true, true, false),
          new Scenario("1.1", false, false, true),
          new Scenario("dev", true, true, true));

  /** The folder of its store: scenarios of one store run one after the other on it. */
  String store() {
    return full ? "full" : "fresh";
  }

  @Override
  public String toString() {
    return "OCI_VERSION=%-3s %-5s %s%s"
        .formatted(
            version, store(), login ? "with a token" : "anonymous", sparse ? ", sparse" : "");
  }
}
