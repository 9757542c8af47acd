package clients;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import land.oras.ArtifactType;
import land.oras.ContainerRef;
import land.oras.LocalPath;
import land.oras.Registry;

/**
 * One step of a client in Java: {@code STEP REGISTRY CA-FILE|- USER IMAGE FILE}, the password in
 * the environment variable {@code PASSWORD}. Exit code 0 when the step went well.
 */
public final class JavaClients {
  private static final String WASM = "application/wasm";
  private static final int CHUNK = 256 << 10;

  private JavaClients() {}

  public static void main(String[] args) throws Exception {
    String registry = args[1];
    String ca = args[2];
    String user = args[3];
    String image = args[4];
    Path file = Path.of(args[5]);
    String password = System.getenv("PASSWORD");
    switch (args[0]) {
      case "jib-docker" -> jib(image, user, password, file, ImageFormat.Docker);
      case "jib-oci" -> jib(image, user, password, file, ImageFormat.OCI);
      default -> oras(args[0], oras(registry, ca, user, password), ContainerRef.parse(image), file);
    }
    System.exit(0); // the SDK leaves threads behind that would go on
  }

  private static void jib(
      String image, String user, String password, Path file, ImageFormat format) throws Exception {
    RegistryImage target = RegistryImage.named(image).addCredential(user, password);
    Jib.fromScratch()
        .addLayer(List.of(file), AbsoluteUnixPath.get("/"))
        .setFormat(format)
        .containerize(
            Containerizer.to(target)
                .setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(Files.createTempDirectory("base"))
                .setApplicationLayersCache(Files.createTempDirectory("layers")));
  }

  private static Registry oras(String registry, String ca, String user, String password) {
    Registry.Builder builder = Registry.builder();
    return ca.equals("-")
        ? builder.insecure(registry, user, password).build()
        : builder.defaults(registry, user, password).withCaFile(ca).build();
  }

  private static void oras(String step, Registry registry, ContainerRef image, Path file)
      throws Exception {
    switch (step) {
      case "push" ->
          registry.pushArtifact(image, ArtifactType.from(WASM), LocalPath.of(file, WASM));
      case "pull" -> {
        Path pulled = Files.createTempDirectory("pulled");
        registry.pullArtifact(image, pulled, true);
        require(Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(pulled.resolve(file.getFileName()))), "other bytes");
      }
      case "attach" -> {
        registry.attachArtifact(
            image,
            ArtifactType.from("application/spdx+json"),
            LocalPath.of(file, WASM));
        int listed =
            registry
                .getReferrers(image.withDigest(registry.getDescriptor(image).getDigest()),
                    ArtifactType.from("application/spdx+json"))
                .getManifests()
                .size();
        require(listed == 1, listed + " referrers");
      }
      case "chunks" -> registry.pushBlobChunked(image, file, CHUNK);
      case "tags" -> require(registry.getTags(image).tags().contains("v1"), "no tag v1");
      case "catalog" ->
          require(
              registry.getRepositories().repositories().contains(image.getFullRepository()),
              String.valueOf(registry.getRepositories().repositories()));
      case "delete" ->
          registry.deleteManifest(image.withDigest(registry.getDescriptor(image).getDigest()));
      default -> throw new IllegalArgumentException(step);
    }
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalStateException(otherwise);
    }
  }
}
