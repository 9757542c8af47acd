package io.weir.bench.registry.conformance;

import io.weir.bench.registry.CannotRunException;
import io.weir.bench.registry.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The suite's program, with every workflow on, also those that are off by default: cancelled
 * uploads, digest headers and tags as parameters.
 *
 * @param program what {@link #build} has built
 */
record Suite(Path program) {
  private static final String VERSION = "97274622c111";
  private static final String PACKAGE = "github.com/opencontainers/distribution-spec/conformance";
  private static final long LIMIT_SECONDS = 300;
  private static final Map<String, String> ALL =
      Map.of(
          "OCI_API_BLOBS_UPLOAD_CANCEL", "true",
          "OCI_API_BLOBS_DIGEST_HEADER", "true",
          "OCI_API_MANIFESTS_DIGEST_HEADER", "true",
          "OCI_API_MANIFESTS_TAG_PARAM", "true");

  /**
   * Where the suite is pointed at.
   *
   * @param authority {@code host:port}
   * @param tls whether with TLS, by whatever certificate
   * @param password empty for anonymous
   */
  record Target(String authority, boolean tls, String user, String password) {}

  /** Builds the suite from its module in {@code bench/registries}, unless it was. */
  static Suite build(Tools tools) throws IOException, InterruptedException, CannotRunException {
    Path module = tools.home().resolve("bench/registries/conformance-suite");
    return new Suite(tools.goBuild("conformance-" + VERSION, module, PACKAGE));
  }

  /**
   * Runs all of it.
   *
   * @param version of the specification, {@code 1.1} or {@code dev}
   * @param sparse whether manifests whose content is missing are tried too; a registry that
   *     requires the content fails them
   * @param results a folder for its reports
   */
  SuiteReport run(Target target, String version, boolean sparse, Path results)
      throws IOException, InterruptedException {
    Files.createDirectories(results);
    Map<String, String> environment = new HashMap<>(ALL);
    environment.put("OCI_REGISTRY", target.authority());
    environment.put("OCI_TLS", target.tls() ? "insecure" : "disabled");
    environment.put("OCI_USERNAME", target.user());
    environment.put("OCI_PASSWORD", target.password());
    environment.put("OCI_REPO1", "conformance/one");
    environment.put("OCI_REPO2", "conformance/two");
    environment.put("OCI_VERSION", version);
    environment.put("OCI_DATA_SPARSE", Boolean.toString(sparse));
    environment.put("OCI_RESULTS_DIR", ".");
    Path report = results.resolve("junit.xml");
    Files.deleteIfExists(report);
    Tools.Outcome outcome =
        Tools.Outcome.of(List.of(program.toString()), results, environment, "", LIMIT_SECONDS);
    if (!Files.exists(report)) {
      throw new IOException("the suite has written no report:\n" + outcome.all());
    }
    return SuiteReport.read(report);
  }
}
